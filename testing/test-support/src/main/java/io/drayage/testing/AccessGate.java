package io.drayage.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** Decides whether a call may go on, and answers the challenge if not. */
final class AccessGate {
  private final Authentication authentication;
  private final Optional<TokenEndpoint> tokens;

  AccessGate(Authentication authentication, Optional<TokenEndpoint> tokens) {
    this.authentication = authentication;
    this.tokens = tokens;
  }

  /** Whether the call has all these scopes; otherwise it was answered with 401. */
  boolean admits(HttpCall call, Set<AccessScope> needed) throws IOException {
    return switch (authentication) {
      case Authentication.None _ -> true;
      case Authentication.Basic basic -> admitsBasic(call, basic);
      case Authentication.Bearer _ -> admitsBearer(call, tokens.orElseThrow(), needed);
    };
  }

  private static boolean admitsBasic(HttpCall call, Authentication.Basic basic) throws IOException {
    if (call.header("Authorization")
        .equals(Optional.of(basicHeader(basic.user(), basic.password())))) {
      return true;
    }
    call.set("WWW-Authenticate", "Basic realm=\"memory registry\"");
    call.error(401, "UNAUTHORIZED", "authentication required");
    return false;
  }

  private static boolean admitsBearer(
      HttpCall call, TokenEndpoint endpoint, Set<AccessScope> needed) throws IOException {
    Optional<String> token =
        call.header("Authorization")
            .filter(h -> h.startsWith("Bearer "))
            .map(h -> h.substring("Bearer ".length()));
    Optional<Set<AccessScope>> granted = token.flatMap(endpoint::granted);
    if (granted.isPresent() && granted.get().containsAll(needed)) {
      return true;
    }
    String problem =
        token.isEmpty()
            ? ""
            : ",error=\"%s\""
                .formatted(granted.isPresent() ? "insufficient_scope" : "invalid_token");
    call.set("WWW-Authenticate", endpoint.challenge(needed) + problem);
    call.error(401, "UNAUTHORIZED", "authentication required");
    return false;
  }

  static String basicHeader(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
