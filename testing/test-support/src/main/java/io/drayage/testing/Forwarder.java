package io.drayage.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands requests on to another server, one connection each. */
final class Forwarder {
  private static final Set<String> OWN = Set.of("connection", "transfer-encoding", "expect");

  private static final String CHUNKED = "transfer-encoding: chunked";

  private final URI target;

  Forwarder(URI target) {
    this.target = target;
  }

  /**
   * A truthful answer whose body was not read yet.
   *
   * @param length of the body; what a GET would have, for HEAD
   */
  record Answer(
      int status, Map<String, String> headers, long length, InputStream body, Socket socket)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Sends the request with its body and reads the head of the answer. The caller closes it. */
  Answer forward(HttpCall call) throws IOException {
    Socket socket = new Socket(target.getHost(), target.getPort());
    try {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      Optional<String> announced = call.head().header("content-length");
      out.write(
          head(call, announced.map("content-length: "::concat).orElse(CHUNKED))
              .getBytes(StandardCharsets.ISO_8859_1));
      if (announced.isPresent()) {
        call.readBody((buffer, length) -> out.write(buffer, 0, length));
        return read(socket);
      }
      call.readBody(
          (buffer, length) -> {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(buffer, 0, length);
            out.write(new byte[] {'\r', '\n'});
          });
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return read(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends the head and the first bytes of the body, breaks off, and awaits that this was noticed.
   */
  void breakOff(HttpCall call, long afterBytes) throws IOException {
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head(call, CHUNKED).getBytes(StandardCharsets.ISO_8859_1));
      out.write((Long.toHexString(afterBytes + 1) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      call.readBody(afterBytes, (buffer, length) -> out.write(buffer, 0, length));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static String head(HttpCall call, String framing) {
    var text =
        new StringBuilder("%s %s HTTP/1.1\r\n".formatted(call.method(), call.head().target()));
    call.head()
        .headers()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name) && !name.equals("content-length")) {
                values.forEach(value -> text.append(name + ": " + value + "\r\n"));
              }
            });
    return text.append("connection: close\r\n" + framing + "\r\n\r\n").toString();
  }

  private static Answer read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    String status = RequestHead.line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = RequestHead.line(in); !line.isEmpty(); line = RequestHead.line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    boolean chunked = headers.entrySet().stream().anyMatch(Forwarder::isChunked);
    headers.keySet().removeIf(name -> OWN.contains(name.toLowerCase(Locale.ROOT)));
    if (chunked || !headers.containsKey("Content-Length")) {
      byte[] body = chunked ? unchunk(in) : in.readAllBytes();
      return new Answer(
          status(status), headers, body.length, new ByteArrayInputStream(body), socket);
    }
    long length = Long.parseLong(headers.getOrDefault("Content-Length", "0"));
    return new Answer(status(status), headers, length, in, socket);
  }

  private static int status(String line) {
    return Integer.parseInt(line.substring(9, 12));
  }

  private static boolean isChunked(Map.Entry<String, String> header) {
    return header.getKey().equalsIgnoreCase("Transfer-Encoding")
        && header.getValue().equalsIgnoreCase("chunked");
  }

  /** The whole body: servers send in chunks what they write on the way, and that is short. */
  private static byte[] unchunk(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = Integer.parseInt(RequestHead.line(in), 16);
    while (size > 0) {
      body.write(in.readNBytes(size));
      RequestHead.line(in);
      size = Integer.parseInt(RequestHead.line(in), 16);
    }
    return body.toByteArray();
  }
}
