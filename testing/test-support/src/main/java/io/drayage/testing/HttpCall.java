package io.drayage.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One exchange of the JDK's HTTP server with what a registry needs of it. Used by one thread. */
final class HttpCall {
  private final HttpExchange exchange;
  private final RequestLog log;
  private final Map<String, String> query;
  private long bodySize;
  private boolean answered;

  HttpCall(HttpExchange exchange, RequestLog log) {
    this.exchange = exchange;
    this.log = log;
    this.query = parameters(rawQuery());
  }

  String method() {
    return exchange.getRequestMethod();
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  String path() {
    return exchange.getRequestURI().getPath();
  }

  private String rawQuery() {
    String raw = exchange.getRequestURI().getRawQuery();
    return raw == null ? "" : raw;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /** The address by which the client reached this server, as {@code http://host:port}. */
  String origin() {
    return "http://"
        + header("Host").orElseGet(() -> LoopbackServer.authority(exchange.getLocalAddress()));
  }

  boolean isAnswered() {
    return answered;
  }

  /** Hands the body piece by piece to a sink. */
  void readBody(ByteSink sink) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    InputStream in = exchange.getRequestBody();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bodySize += n;
      sink.accept(buffer, n);
    }
  }

  /** Reads the body into memory, up to a limit; one byte more is kept as the sign of excess. */
  byte[] body(int limit) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(limit + 1);
    bodySize += bytes.length;
    return bytes;
  }

  HttpCall set(String header, String value) {
    exchange.getResponseHeaders().set(header, value);
    return this;
  }

  /** Answers without a body; a HEAD request gets the headers of the body it did not ask for. */
  void answer(int status) throws IOException {
    begin(status);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  void answer(int status, byte[] body) throws IOException {
    if (isHead()) {
      set("Content-Length", Integer.toString(body.length)).answer(status);
      return;
    }
    begin(status);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
    exchange.close();
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
    if (isHead()) {
      set("Content-Length", Long.toString(length)).answer(200);
      return;
    }
    begin(status);
    exchange.sendResponseHeaders(status, range.length() == 0 ? -1 : range.length());
    try (InputStream in = content.open();
        OutputStream out = exchange.getResponseBody()) {
      in.skipNBytes(range.first());
      send(in, out, range.length());
    }
    exchange.close();
  }

  private void send(InputStream in, OutputStream out, long length) throws IOException {
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

  /** Writes the request down before the client can see any of the answer. */
  private void begin(int status) {
    answered = true;
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    log.add(new RecordedRequest(method(), path(), rawQuery(), headers, status, bodySize));
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
