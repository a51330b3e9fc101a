package io.drayage.storage.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** How callers are asked to show who they are: the value of {@code WWW-Authenticate}. */
public sealed interface Challenge {
  /** Name and password with each request (RFC 7617). */
  record Basic() implements Challenge {}

  /**
   * A token from the token endpoint, as Docker's token protocol has it.
   *
   * @param realm the address of the endpoint; without one it is at the host that the client names
   */
  record Token(String service, Optional<URI> realm) implements Challenge {}

  /** What somebody may name as a host without it being taken for something else. */
  Pattern AUTHORITY =
      Pattern.compile("[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-fA-F:.]+](:\\d{1,5})?");

  default String header(HttpServletRequest request, Optional<Scope> scope) {
    return switch (this) {
      case Basic _ -> "Basic realm=\"drayage\", charset=\"UTF-8\"";
      case Token(String service, Optional<URI> realm) -> {
        String challenge =
            "Bearer realm=\"%s\",service=\"%s\""
                .formatted(realm.map(URI::toString).orElseGet(() -> here(request)), service);
        String scoped = scope.map(s -> challenge + ",scope=\"" + s.text() + '"').orElse(challenge);
        boolean hadToken = request.getHeader("Authorization") != null;
        yield scope.isPresent() && hadToken ? scoped + ",error=\"insufficient_scope\"" : scoped;
      }
    };
  }

  private static String here(HttpServletRequest request) {
    String host = request.getHeader("Host");
    String authority =
        host != null && AUTHORITY.matcher(host).matches()
            ? host
            : request.getLocalAddr() + ':' + request.getLocalPort();
    return request.getScheme() + "://" + authority + "/token";
  }
}
