package io.drayage.service.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token of the REST API, without what its owner shows.
 *
 * @param name who its owner is in records
 * @param grant what it is good for
 * @param expires when it is no longer good; never when empty
 * @param usedAt when it was last used, to the minute
 */
public record ApiToken(
    String name,
    Grant grant,
    Instant createdAt,
    Optional<Instant> expires,
    Optional<Instant> usedAt) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** What somebody may do: a role, with the things of one tenant or, without one, with all. */
  public record Grant(Role role, Optional<String> tenant) {}

  public ApiToken {
    Objects.requireNonNull(grant);
    if (!isName(name)) {
      throw new IllegalArgumentException("invalid name of a token");
    }
  }

  /** Whether a token can have this name: 1 to 64 lower-case letters, digits, dots, dashes. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public boolean isExpired(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }

  Caller caller() {
    return new Caller("token:" + name, grant.role(), grant.tenant(), "");
  }
}
