package io.drayage.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Request line and header fields: RFC 9112, sections 3 and 5.
 *
 * @param target as the client wrote it
 * @param headers by lower-case name
 */
record RequestHead(String method, String target, Map<String, List<String>> headers) {
  private static final int LIMIT = 64 * 1024;
  private static final int TLS_HANDSHAKE = 0x16;

  RequestHead {
    headers = Map.copyOf(headers);
  }

  /** The client speaks TLS to a server that does not. */
  static final class TlsClient extends IOException {
    private static final long serialVersionUID = 1L;

    TlsClient() {
      super("client sent an HTTPS request to an HTTP server");
    }
  }

  /** Reads the next one; empty when the client closed the connection between requests. */
  static Optional<RequestHead> read(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    if (first == TLS_HANDSHAKE) {
      throw new TlsClient();
    }
    String[] words = ((char) first + line(in)).split(" ", -1);
    if (words.length != 3) {
      throw new IOException("not a request line");
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header field: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return Optional.of(new RequestHead(words[0], words[1], headers));
  }

  /** Reads up to the next line break, without it. */
  static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended within a line");
      }
      if (line.length() == LIMIT) {
        throw new IOException("a line is too long");
      }
      line.append((char) c);
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }

  String path() {
    return uri().getPath();
  }

  /** Without the question mark; empty when there is none. */
  String rawQuery() {
    String query = uri().getRawQuery();
    return query == null ? "" : query;
  }

  /** What a proxy is asked to connect to is no URI. */
  private URI uri() {
    return method.equals("CONNECT") ? URI.create("/") : URI.create(target);
  }
}
