package io.drayage.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free port of the loopback interface, one virtual thread per exchange. */
final class LoopbackServer implements AutoCloseable {
  static {
    // Without it every answer waits up to 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RequestLog log;

  private LoopbackServer(HttpServer server, RequestLog log) {
    this.server = server;
    this.log = log;
  }

  /** Answers requests; what it leaves unanswered becomes a 500. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpCall call) throws IOException;
  }

  static LoopbackServer start(RequestLog log, Handler handler) {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var server = new LoopbackServer(http, log);
    http.setExecutor(server.threads);
    http.createContext("/", exchange -> server.serve(exchange, handler));
    http.start();
    return server;
  }

  private void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      var call = new HttpCall(exchange, log);
      try {
        handler.handle(call);
      } catch (RuntimeException e) {
        if (!call.isAnswered()) {
          call.error(500, "UNKNOWN", e.toString());
        }
      }
    }
  }

  String authority() {
    return authority(server.getAddress());
  }

  static String authority(InetSocketAddress address) {
    return "127.0.0.1:" + address.getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
