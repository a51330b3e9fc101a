package io.drayage.service.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers tokens. Thread-safe. */
public interface ApiTokens {

  /**
   * Adds one.
   *
   * @return false when there is one of this name
   */
  boolean add(ApiToken token, TokenText text);

  /** Whose text it is, expired or not; notes now and then that it is used. */
  Optional<ApiToken> find(TokenText text, Instant now);

  /** Those behind a name, in the order of their names. */
  List<ApiToken> list(String after, int limit);

  /** Makes one useless at once; empty when there is none. */
  Optional<ApiToken> revoke(String name);
}
