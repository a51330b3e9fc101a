package io.drayage.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a server saw it and how it answered.
 *
 * @param path without the query
 * @param query without the question mark, empty when there is none
 * @param headers by lower-case name
 * @param status the HTTP status of the answer
 * @param bodySize bytes of the request's body that were read
 */
public record RecordedRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    int status,
    long bodySize) {

  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }

  /** The registry that was meant, {@code host[:port]}: the header {@code Host}. */
  public String host() {
    return header("host").orElse("");
  }

  /** Method, path with query, and status in one line. */
  @Override
  public String toString() {
    return "%s %s%s -> %d".formatted(method, path, query.isEmpty() ? "" : "?" + query, status);
  }
}
