package io.drayage.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small HTTP/1.1 server on a free port of the loopback interface, one virtual thread per
 * connection. Unlike the JDK's it answers a client that tries TLS at once, as registries do, and
 * hands out the connection to whoever wants to misbehave on it.
 */
final class LoopbackServer implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket listener;
  private final RequestLog log;
  private final Handler handler;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private LoopbackServer(ServerSocket listener, RequestLog log, Handler handler) {
    this.listener = listener;
    this.log = log;
    this.handler = handler;
  }

  /** Answers requests; what it leaves unanswered becomes a 500. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpCall call) throws IOException;
  }

  static LoopbackServer start(RequestLog log, Handler handler) {
    ServerSocket listener;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var server = new LoopbackServer(listener, log, handler);
    Thread.ofVirtual().name("loopback-server").start(server::accept);
    return server;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream(), BUFFER);
      OutputStream out = new BufferedOutputStream(connection.getOutputStream(), BUFFER);
      boolean open = true;
      while (open) {
        open = serveOne(connection, in, out);
      }
    } catch (RequestHead.TlsClient e) {
      refuseTls(connection);
    } catch (IOException e) {
      return; // the client is gone, or was sent away; either is its business
    } finally {
      connections.remove(connection);
    }
  }

  private static void refuseTls(Socket connection) {
    String answer =
        "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n";
    try {
      connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      connection.close();
    } catch (IOException e) {
      return; // it did not wait for the answer
    }
  }

  private boolean serveOne(Socket connection, InputStream in, OutputStream out) throws IOException {
    Optional<RequestHead> head = RequestHead.read(in);
    if (head.isEmpty()) {
      return false;
    }
    var body =
        new RequestBody(
            in,
            head.get(),
            () -> {
              out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
            });
    var call = new HttpCall(head.get(), body, out, connection, log);
    try {
      handler.handle(call);
    } catch (RuntimeException e) {
      if (call.isAnswered()) {
        throw e;
      }
      call.error(500, "UNKNOWN", e.toString());
    }
    out.flush();
    return call.keepsConnection();
  }

  String authority() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
