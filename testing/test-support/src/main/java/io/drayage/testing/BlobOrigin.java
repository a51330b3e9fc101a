package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Another server that holds the bytes of a registry's blobs, as an object store behind signed URLs.
 * Like those it refuses a request that carries an {@code Authorization} header, with 400; what it
 * received is in its log. The test that started it closes it.
 */
public final class BlobOrigin implements AutoCloseable {
  private final Map<String, Content> signed = new ConcurrentHashMap<>();
  private final RequestLog log = new RequestLog();
  private final LoopbackServer server = LoopbackServer.start(log, this::handle);

  private BlobOrigin() {}

  public static BlobOrigin start() {
    return new BlobOrigin();
  }

  public RequestLog log() {
    return log;
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return server.authority();
  }

  String sign(Digest digest, Content content) {
    signed.put(digest.hex(), content);
    return "http://%s/store/%s?signature=%s"
        .formatted(authority(), digest.hex(), digest.hex().substring(0, 16));
  }

  private void handle(HttpCall call) throws IOException {
    if (call.header("Authorization").isPresent()) {
      call.error(400, "InvalidArgument", "only one authentication mechanism is allowed");
      return;
    }
    String name = call.path().substring(call.path().lastIndexOf('/') + 1);
    Optional<Content> content = Optional.ofNullable(signed.get(name));
    if (content.isEmpty() || call.parameter("signature").isEmpty()) {
      call.error(403, "AccessDenied", "no such signed content");
      return;
    }
    call.set("Content-Type", "application/octet-stream").content(content.get(), true);
  }

  @Override
  public void close() {
    server.close();
  }
}
