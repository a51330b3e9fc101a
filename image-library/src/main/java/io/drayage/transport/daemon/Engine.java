package io.drayage.transport.daemon;

import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.local.SavedImageExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * The part of the Docker Engine API that moves images: {@code GET /images/get} and {@code POST
 * /images/load}, in the newest version that the engine has. Not thread-safe.
 */
final class Engine implements Closeable {
  private static final ContentType TAR = ContentType.create("application/x-tar");
  private static final int LARGEST_ANSWER = 1024 * 1024;

  private final DaemonEndpoint endpoint;
  private final EngineConnection connection;
  private final String prefix;

  private Engine(DaemonEndpoint endpoint, EngineConnection connection, String prefix) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.prefix = prefix;
  }

  /** Connects, and asks which version of the API there is. */
  static Engine open(DaemonEndpoint endpoint) throws IOException {
    EngineConnection connection = EngineConnection.open(endpoint);
    try (ClassicHttpResponse pong = connection.send(request("GET", endpoint, "/_ping"))) {
      require(pong, endpoint, "answering a ping");
      Header version = pong.getFirstHeader("Api-Version");
      String prefix =
          version != null && version.getValue().matches("[0-9]{1,3}\\.[0-9]{1,3}")
              ? "/v" + version.getValue()
              : "";
      return new Engine(endpoint, connection, prefix);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Reads what a save sends. */
  interface Reader<T> {
    T read(InputStream archive) throws IOException;
  }

  /**
   * Saves one image.
   *
   * @param name a reference or an image's id
   * @throws ContentNotFoundException when the engine has no such image
   */
  <T> T save(String name, Reader<T> reader) throws IOException {
    String path = prefix + "/images/get?names=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    try (ClassicHttpResponse answer = connection.send(request("GET", endpoint, path))) {
      if (answer.getCode() == 404) {
        throw new ContentNotFoundException(
            "the Docker daemon at %s has no image %s: %s"
                .formatted(endpoint, name, EngineMessages.error(text(answer))));
      }
      require(answer, endpoint, "saving the image " + name);
      try (InputStream archive = answer.getEntity().getContent()) {
        return reader.read(archive);
      }
    }
  }

  /**
   * Loads the images of an archive.
   *
   * @throws IOException when the engine refuses them, also after it took all bytes
   */
  void load(SavedImageExchange.Content archive) throws IOException {
    ClassicHttpRequest request = request("POST", endpoint, prefix + "/images/load?quiet=1");
    request.setHeader("Transfer-Encoding", "chunked");
    request.setHeader("Content-Type", TAR.toString());
    request.setEntity(
        new EntityTemplate(-1, TAR, null, out -> archive.writeTo(Channels.newChannel(out))));
    try (ClassicHttpResponse answer = connection.send(request)) {
      require(answer, endpoint, "loading the image");
      EngineMessages.requireNoError(text(answer), endpoint);
    }
  }

  private static ClassicHttpRequest request(String method, DaemonEndpoint endpoint, String path) {
    String host = endpoint.isUnix() ? "docker" : endpoint.host().getAuthority();
    return ClassicRequestBuilder.create(method)
        .setPath(path)
        .setHeader("Host", host)
        .setHeader("User-Agent", "dray")
        .build();
  }

  private static void require(ClassicHttpResponse answer, DaemonEndpoint endpoint, String action)
      throws IOException {
    if (answer.getCode() / 100 != 2) {
      throw new IOException(
          "%s: the Docker daemon at %s answered %d: %s"
              .formatted(action, endpoint, answer.getCode(), EngineMessages.error(text(answer))));
    }
  }

  private static String text(ClassicHttpResponse answer) throws IOException {
    if (answer.getEntity() == null) {
      return "";
    }
    try (InputStream in = answer.getEntity().getContent()) {
      return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
