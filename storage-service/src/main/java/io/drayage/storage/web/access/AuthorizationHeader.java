package io.drayage.storage.web.access;

import io.drayage.storage.domain.access.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads {@code Authorization} (RFC 9110, 11.6.2). */
final class AuthorizationHeader {
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private AuthorizationHeader() {}

  /** Nothing when it is of a scheme that is not known here, or malformed. */
  static Optional<Credentials> parse(String header) {
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(new Credentials.Bearer(header.substring(BEARER.length()).strip()));
    }
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String text = new String(pair, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              new Credentials.Password(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not Base64
    }
  }
}
