package io.drayage.standalone;

import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.Robots;
import io.drayage.storage.domain.access.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the token of the first administrator, when nobody has ever been known here. */
final class FirstToken {
  static final String NAME = "admin";

  private final Robots robots;
  private final InstantSource clock;
  private volatile Optional<String> made = Optional.empty();

  FirstToken(Robots robots, InstantSource clock) {
    this.robots = robots;
    this.clock = clock;
  }

  /** Makes it, if this is the first start on this database. */
  void make() {
    if (!robots.list().isEmpty()) {
      return;
    }
    Secret secret = Secret.generate(Secret.Kind.ROBOT, new SecureRandom());
    var robot = new Robots.Robot(NAME, clock.instant(), Optional.empty(), Optional.empty());
    if (robots.add(robot, secret, Grants.ALL)) {
      made = Optional.of(secret.value());
    }
  }

  /** The token, which is kept nowhere else; empty when it was not made by this process. */
  Optional<String> first() {
    return made;
  }
}
