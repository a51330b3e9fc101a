package io.drayage.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says to a server, byte by byte, what no decent client says. */
record RawConnection(Socket socket) implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String HOST = "Host: registry\r\n";

  static RawConnection to(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawConnection(socket);
  }

  /** All that came until the server closed the connection. */
  record Reply(String text) {
    int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : -1;
    }

    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }
  }

  /** Sends one request without a body, and asks for the end of the connection. */
  static Reply send(URI server, String line) throws IOException {
    return sendAll(server, line + "\r\n" + HOST + "Connection: close\r\n\r\n");
  }

  /** Sends these bytes, each of them a character, and reads all that comes back. */
  static Reply sendAll(URI server, String bytes) throws IOException {
    try (RawConnection connection = to(server)) {
      connection.say(bytes);
      return connection.rest();
    }
  }

  /** A server that has heard enough may close while this is being said. */
  void say(String bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException _) {
      return; // what it had to say before can still be read
    }
  }

  /** Begins a request with a body of a length. */
  void begin(String line, long length, String... headers) throws IOException {
    say("%s HTTP/1.1\r\n%sContent-Length: %d\r\n".formatted(line, HOST, length));
    for (String header : headers) {
      say(header + "\r\n");
    }
    say("\r\n");
  }

  Reply rest() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
    } catch (SocketException _) {
      return new Reply(bytes.toString(StandardCharsets.ISO_8859_1)); // closed by force
    }
    return new Reply(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
