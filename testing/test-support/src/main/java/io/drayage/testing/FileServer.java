package io.drayage.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A web server for the files of a folder: plain HTTP on a free port of the loopback interface. What
 * is in the folder at the time of a request counts; anything else is a 404. The test that starts it
 * closes it. To make it misbehave, put a {@link FaultyServer} before it.
 */
public final class FileServer implements AutoCloseable {
  private final RequestLog log = new RequestLog();
  private final Path folder;
  private final LoopbackServer server;

  private FileServer(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.server = LoopbackServer.start(log, this::handle);
  }

  public static FileServer serving(Path folder) {
    return new FileServer(folder);
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public URI uri() {
    return URI.create("http://" + server.authority());
  }

  public RequestLog log() {
    return log;
  }

  private void handle(HttpCall call) throws IOException {
    Path file = folder.resolve("." + call.path()).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      call.answer(404);
      return;
    }
    call.answer(200, Files.readAllBytes(file));
  }

  @Override
  public void close() {
    server.close();
  }
}
