package io.drayage.storage.web;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the query string alone. The servlet API's parameters would read a body that claims to be a
 * form, and curl claims that of every body it posts.
 */
final class Query {
  /** What bytes that are no UTF-8 are decoded to. */
  private static final char NO_CHARACTER = '\uFFFD';

  private Query() {}

  /** The first value of a parameter. */
  static Optional<String> value(HttpServletRequest request, String name) {
    return values(request, name).stream().findFirst();
  }

  /**
   * All values of a parameter.
   *
   * @throws RefusedException when one holds what no parameter of the protocol can hold
   */
  static List<String> values(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    if (query == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals == name.length() && pair.startsWith(name)) {
        values.add(decode(name, pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decode(String name, String text) {
    String decoded;
    try {
      decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw malformed(name);
    }
    if (decoded.chars().anyMatch(c -> Character.isISOControl(c) || c == NO_CHARACTER)) {
      throw malformed(name);
    }
    return decoded;
  }

  private static RefusedException malformed(String name) {
    return new RefusedException(
        RefusalCode.QUERY_INVALID,
        "the parameter %s is not percent-encoded text without control characters".formatted(name));
  }
}
