package io.drayage.api.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a new robot logs in with. It is told once, and cannot be asked for again.
 *
 * @param token the password, or the bearer token
 */
public record RobotSecret(String name, String token, @Nullable Instant expiresAt) {
  @Override
  public String toString() {
    return "RobotSecret[name=%s, token=***, expiresAt=%s]".formatted(name, expiresAt);
  }
}
