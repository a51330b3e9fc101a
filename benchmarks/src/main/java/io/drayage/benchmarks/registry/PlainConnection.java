package io.drayage.benchmarks.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 connection that costs next to nothing, so that the processors are the server's. It
 * understands answers with a Content-Length, and no others. Not thread-safe.
 */
record PlainConnection(SocketChannel channel, InputStream in, String host)
    implements AutoCloseable {
  private static final int LINE = 16 * 1024;

  /** An answer; the names of its headers are in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    Answer require(int expected) throws IOException {
      if (status != expected) {
        throw new IOException("the server answered %d: %s".formatted(status, body));
      }
      return this;
    }
  }

  static PlainConnection to(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
    return new PlainConnection(
        channel,
        new BufferedInputStream(Channels.newInputStream(channel)),
        "127.0.0.1:" + address.getPort());
  }

  Answer send(String method, String path) throws IOException {
    return send(method, path, "application/octet-stream");
  }

  /** Sends the buffers as a body; they are consumed. */
  Answer send(String method, String path, String type, ByteBuffer... body) throws IOException {
    long length = 0;
    for (ByteBuffer part : body) {
      length += part.remaining();
    }
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
    if (!method.equals("GET") && !method.equals("HEAD")) {
      head.append("Content-Type: ").append(type).append("\r\nContent-Length: ");
      head.append(length).append("\r\n");
    }
    ByteBuffer[] all = new ByteBuffer[body.length + 1];
    all[0] = StandardCharsets.US_ASCII.encode(head.append("\r\n").toString());
    System.arraycopy(body, 0, all, 1, body.length);
    long left = length + all[0].remaining();
    while (left > 0) {
      left -= channel.write(all);
    }
    return read(method);
  }

  private Answer read(String method) throws IOException {
    String status = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = method.equals("HEAD") ? new byte[0] : in.readNBytes(length);
    return new Answer(
        Integer.parseInt(status.substring(9, 12)),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || text.length() > LINE) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
