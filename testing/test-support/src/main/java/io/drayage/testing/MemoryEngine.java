package io.drayage.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The part of a Docker engine that moves images, on a Unix socket: {@code /_ping}, {@code
 * /images/get} and {@code /images/load}. What is loaded must be what an engine accepts: every layer
 * there, packed or not, with the digest that the configuration gives it; otherwise it answers as
 * Docker does, with 200 and an error in the text. Closing it removes the socket.
 */
public final class MemoryEngine implements AutoCloseable {
  private static final int LARGEST_ARCHIVE = 256 << 20;

  private final Path socket;
  private final ServerSocketChannel listener;
  private final EngineImages images = new EngineImages();
  private final AtomicReference<String> refusal = new AtomicReference<>("");
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private MemoryEngine(Path socket, ServerSocketChannel listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /**
   * Starts one.
   *
   * @param socket a path of at most 100 characters where nothing is yet
   */
  public static MemoryEngine start(Path socket) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    MemoryEngine engine = new MemoryEngine(socket, listener);
    Thread.ofVirtual().name("memory-engine").start(engine::accept);
    return engine;
  }

  /** {@code unix:///path}. */
  public String address() {
    return "unix://" + socket;
  }

  /** The names of all images, short ones of Docker Hub, sorted. */
  public List<String> names() {
    return images.names();
  }

  /** The id of an image: the digest of its configuration. */
  public Optional<String> id(String name) {
    return images.id(name);
  }

  /** What was asked for, as {@code METHOD target}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Answers the next load with 200 and this error, whatever is loaded. */
  public void refuseNextLoad(String message) {
    refusal.set(message);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel connection = listener.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection;
        InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(connection))) {
      Optional<RequestHead> head = RequestHead.read(in);
      while (head.isPresent()) {
        answer(head.get(), new RequestBody(in, head.get(), () -> {}), out);
        out.flush();
        head = RequestHead.read(in);
      }
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  private void answer(RequestHead head, RequestBody body, OutputStream out) throws IOException {
    requests.add(head.method() + " " + head.target());
    String path = head.path().replaceFirst("^/v[0-9.]+/", "/");
    switch (path) {
      case "/_ping" -> write(out, 200, "text/plain", "OK".getBytes(StandardCharsets.UTF_8));
      case "/images/get" -> save(head, out);
      case "/images/load" -> load(body, out);
      default -> message(out, 404, "page not found");
    }
  }

  private void save(RequestHead head, OutputStream out) throws IOException {
    String name = HttpCall.parameters(head.rawQuery()).getOrDefault("names", "");
    Optional<byte[]> archive = images.archive(name);
    if (archive.isPresent()) {
      write(out, 200, "application/x-tar", archive.get());
    } else {
      message(out, 404, "No such image: " + name);
    }
  }

  private void load(RequestBody body, OutputStream out) throws IOException {
    byte[] archive = body.readNBytes(LARGEST_ARCHIVE);
    Map<String, Object> answer;
    try {
      String refused = refusal.getAndSet("");
      if (!refused.isEmpty()) {
        throw new IOException(refused);
      }
      images.load(archive);
      answer = Map.of("stream", "Loaded image\n");
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      answer = Map.of("errorDetail", Map.of("message", message), "error", message);
    }
    write(out, 200, "application/json", TestJson.bytes(answer));
  }

  private static void message(OutputStream out, int status, String text) throws IOException {
    write(out, status, "application/json", TestJson.bytes(Map.of("message", text)));
  }

  private static void write(OutputStream out, int status, String type, byte[] content)
      throws IOException {
    String head =
        "HTTP/1.1 %d X\r\nApi-Version: 1.44\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, type, content.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(content);
  }

  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
