package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A robot to make.
 *
 * @param name lower-case letters, digits and {@code . _ -}
 * @param expiresAt when its secret shall no longer be good; absent for never
 * @param grants what it may do
 */
public record NewRobot(String name, @Nullable Instant expiresAt, List<RightsGrant> grants) {
  public NewRobot(
      @Nullable String name, @Nullable Instant expiresAt, @Nullable List<RightsGrant> grants) {
    if (name == null) {
      throw ProblemException.invalid("name", "is missing");
    }
    this.name = name;
    this.expiresAt = expiresAt;
    this.grants = grants == null ? List.of() : List.copyOf(grants);
  }
}
