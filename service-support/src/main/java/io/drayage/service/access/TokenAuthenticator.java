package io.drayage.service.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Knows the callers with {@link ApiTokens}; one that is revoked is refused from then on. */
public final class TokenAuthenticator implements Authenticator {
  private final ApiTokens tokens;
  private final InstantSource clock;

  public TokenAuthenticator(ApiTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    Instant now = clock.instant();
    return TokenText.parse(token)
        .flatMap(text -> tokens.find(text, now))
        .filter(found -> !found.isExpired(now))
        .map(ApiToken::caller);
  }
}
