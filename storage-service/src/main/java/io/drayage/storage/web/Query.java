package io.drayage.storage.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the query string alone. The servlet API's parameters would read a body that claims to be a
 * form, and curl claims that of every body it posts.
 */
final class Query {
  private Query() {}

  static Optional<String> value(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals == name.length() && pair.startsWith(name)) {
        return Optional.of(decode(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text; // whoever parses it says what is wrong with it
    }
  }
}
