package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Robots: names with a secret in place of a password, for jobs and clusters. */
public interface Robots {
  /**
   * Adds one.
   *
   * @return false when there is one of this name
   */
  boolean add(Robot robot, Secret secret, Grants grants);

  /** Whose secret it is, if it has not expired; notes now and then that it is used. */
  Optional<Robot> find(Secret secret, Instant now);

  /** All, in the order of their names. */
  List<Robot> list();

  /** Removes one with all of its rights; false when there is none. */
  boolean remove(String name);

  /**
   * A robot.
   *
   * @param expires when its secret is no longer good
   * @param usedAt when it was last used, to the minute
   */
  record Robot(
      String name, Instant createdAt, Optional<Instant> expires, Optional<Instant> usedAt) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public Robot {
      if (!NAME.matcher(name).matches()) {
        throw new InvalidFormatException(
            "invalid name of a robot: expected at most 64 lower-case letters, digits and . _ -");
      }
    }

    Identity identity() {
      return new Identity(Grantee.robot(name), Set.of());
    }
  }
}
