package io.drayage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request and its answer, with what a registry needs of both. Used by one thread. */
final class HttpCall {
  private final RequestHead head;
  private final RequestBody body;
  private final OutputStream out;
  private final Socket connection;
  private final RequestLog log;
  private final Map<String, String> query;
  private final Map<String, String> answerHeaders = new LinkedHashMap<>();
  private long bodySize;
  private boolean answered;
  private boolean keepsConnection;

  HttpCall(
      RequestHead head, RequestBody body, OutputStream out, Socket connection, RequestLog log) {
    this.head = head;
    this.body = body;
    this.out = out;
    this.connection = connection;
    this.log = log;
    this.query = parameters(head.rawQuery());
    this.keepsConnection = head.header("connection").filter("close"::equalsIgnoreCase).isEmpty();
  }

  String method() {
    return head.method();
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  String path() {
    return head.path();
  }

  RequestHead head() {
    return head;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String name) {
    return head.header(name.toLowerCase(Locale.ROOT));
  }

  /** The address by which the client reached this server, as {@code http://host:port}. */
  String origin() {
    return "http://" + header("Host").orElse("127.0.0.1:" + connection.getLocalPort());
  }

  /** Whether the connection can carry another request after this one. */
  boolean keepsConnection() {
    return keepsConnection && answered;
  }

  /** Lets the connection end with this answer. */
  HttpCall closingConnection() {
    keepsConnection = false;
    return set("Connection", "close");
  }

  /** Lets the connection end after what was written, whatever the headers said. */
  void endConnection() {
    keepsConnection = false;
  }

  Socket connection() {
    return connection;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Hands the body piece by piece to a sink. */
  void readBody(ByteSink sink) throws IOException {
    readBody(Long.MAX_VALUE, sink);
  }

  /** Hands so many bytes of the body to a sink, or all if there are fewer. */
  void readBody(long limit, ByteSink sink) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = limit;
    while (left > 0) {
      int n = body.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      bodySize += n;
      left -= n;
      sink.accept(buffer, n);
    }
  }

  /** Reads the body into memory, up to a limit; one byte more is kept as the sign of excess. */
  byte[] body(int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit + 1);
    bodySize += bytes.length;
    return bytes;
  }

  HttpCall set(String header, String value) {
    answerHeaders.put(header, value);
    return this;
  }

  /** Answers without a body; a HEAD request gets the headers of the body it did not ask for. */
  void answer(int status) throws IOException {
    begin(status, 0);
    out.flush();
  }

  void answer(int status, byte[] content) throws IOException {
    begin(status, content.length);
    if (!isHead()) {
      out.write(content);
    }
    out.flush();
  }

  void json(int status, Object tree) throws IOException {
    set("Content-Type", "application/json").answer(status, TestJson.bytes(tree));
  }

  /** Answers with the error body of the distribution specification ("Error codes"). */
  void error(int status, String code, String message) throws IOException {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    json(status, Map.of("errors", List.of(error)));
  }

  /** Answers with the content or the part of it that a single {@code Range} asks for. */
  void content(Content content, boolean ranges) throws IOException {
    long length = content.length();
    ByteRange range = ByteRange.all(length);
    int status = 200;
    Optional<String> wanted = header("Range");
    if (ranges && !isHead() && wanted.isPresent()) {
      Optional<ByteRange> parsed = ByteRange.parse(wanted.get(), length);
      if (parsed.isEmpty()) {
        set("Content-Range", "bytes */" + length);
        error(416, "RANGE_INVALID", "cannot serve " + wanted.get());
        return;
      }
      range = parsed.get();
      status = 206;
      set("Content-Range", "bytes %d-%d/%d".formatted(range.first(), range.last(), length));
    }
    begin(status, range.length());
    if (!isHead()) {
      try (InputStream in = content.open()) {
        in.skipNBytes(range.first());
        send(in, range.length());
      }
    }
    out.flush();
  }

  private void send(InputStream in, long length) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("the content ended %d bytes early".formatted(left));
      }
      log.served(n);
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  /**
   * Takes what is left of the request, or the connection could not be used again; writes the
   * request down before the client can see any of the answer; and writes the head of the answer.
   */
  OutputStream begin(int status, long length) throws IOException {
    record(status);
    if (status != 204 && status != 304) {
      answerHeaders.putIfAbsent("Content-Length", Long.toString(length));
    }
    writeHead(status);
    return out;
  }

  private void writeHead(int status) throws IOException {
    var text = new StringBuilder("HTTP/1.1 %d %s\r\n".formatted(status, reason(status)));
    answerHeaders.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the rest of the request and writes it down; the answer may be anything then. */
  OutputStream record(int status) throws IOException {
    if (body.isAwaitingInvitation()) {
      closingConnection();
    } else {
      readBody((_, _) -> {});
    }
    return recordUnread(status);
  }

  /** Writes the request down without taking the rest of its body. */
  OutputStream recordUnread(int status) {
    answered = true;
    log.add(
        new RecordedRequest(method(), path(), head.rawQuery(), head.headers(), status, bodySize));
    return out;
  }

  private static String reason(int status) {
    return status < 400 ? "OK" : "Error";
  }

  /** Reads {@code a=b&c=d}; the last value of a repeated name wins, except that scopes add up. */
  static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decode(pair.substring(0, equals));
        String value = decode(pair.substring(equals + 1));
        parameters.merge(name, value, (a, b) -> name.equals("scope") ? a + " " + b : b);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Takes pieces of a body; the buffer is used again afterwards. */
  @FunctionalInterface
  interface ByteSink {
    void accept(byte[] buffer, int length) throws IOException;
  }
}
