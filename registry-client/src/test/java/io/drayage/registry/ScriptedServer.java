package io.drayage.registry;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks HTTP as badly as a test wants: it writes what the script says, byte by byte. */
final class ScriptedServer implements AutoCloseable {

  /** A request without its body, which was read and counted. */
  record Asked(String method, String target, Map<String, String> headers, long bodySize) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Writes an answer; returning false closes the connection behind it. */
  @FunctionalInterface
  interface Reply {
    boolean write(OutputStream out) throws IOException;
  }

  /** Decides what to answer. */
  @FunctionalInterface
  interface Script {
    Reply reply(Asked asked, int number);
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  ScriptedServer(Script script) {
    this.script = script;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static Reply answer(int status, String headers, byte[] body) {
    return out -> {
      write(out, status, headers + "Content-Length: " + body.length + "\r\n");
      out.write(body);
      return true;
    };
  }

  static Reply answer(int status, String headers, String body) {
    return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Announces everything, sends the first bytes, and hangs up. */
  static Reply broken(int status, String headers, byte[] body, int sent) {
    return out -> {
      write(out, status, headers + "Content-Length: " + body.length + "\r\n");
      out.write(body, 0, sent);
      return false;
    };
  }

  /** Hangs up without a word. */
  static Reply hangUp() {
    return _ -> false;
  }

  static void write(OutputStream out, int status, String headers) throws IOException {
    out.write(
        "HTTP/1.1 %d Something\r\n%s\r\n"
            .formatted(status, headers)
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  String authority() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Requests in the order of their arrival, without those that find out the scheme. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<String> lines() {
    return asked.stream().map(a -> a.method() + " " + a.target()).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more) {
        Asked request = read(in);
        if (request == null) {
          return;
        }
        int number;
        synchronized (asked) {
          asked.add(request);
          number = asked.size();
        }
        OutputStream out = socket.getOutputStream();
        more = script.reply(request, number).write(out);
        out.flush();
      }
    } catch (SocketException e) {
      // The client, or the end of the test, closed the connection.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @org.jspecify.annotations.Nullable Asked read(InputStream in) throws IOException {
    String first = line(in);
    List<String> parts = List.of(first.split(" ", -1));
    if (parts.size() != 3) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    long length = Long.parseLong(headers.getOrDefault("content-length", "0"));
    long got = 0;
    byte[] buffer = new byte[8192];
    while (got < length) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, length - got));
      if (n < 0) {
        break;
      }
      got += n;
    }
    return new Asked(parts.get(0), parts.get(1), headers, got);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : new ArrayList<>(open)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
