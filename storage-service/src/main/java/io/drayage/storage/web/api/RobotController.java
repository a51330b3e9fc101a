package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.NewRobot;
import io.drayage.api.storage.Robot;
import io.drayage.api.storage.RobotList;
import io.drayage.api.storage.RobotSecret;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.Robots;
import io.drayage.storage.domain.access.Secret;
import io.drayage.storage.web.access.Entrance;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Robots and their tokens, for administrators. */
@RestController
@RequestMapping("/api/v1/tokens")
public final class RobotController {
  private final Robots robots;
  private final Entrance entrance;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public RobotController(Robots robots, Entrance entrance, InstantSource clock) {
    this.robots = robots;
    this.entrance = entrance;
    this.clock = clock;
  }

  /** Lists robots, without their tokens, which nobody knows any more. */
  @GetMapping
  RobotList listRobots() {
    Callers.current().requireAdministrator();
    return new RobotList(
        robots.list().stream()
            .map(
                r ->
                    new Robot(
                        r.name(), r.createdAt(), r.expires().orElse(null), r.usedAt().orElse(null)))
            .toList());
  }

  /** Makes a robot and tells its token, once. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RobotSecret createRobot(@RequestBody NewRobot wanted) {
    Callers.current().requireAdministrator();
    Instant now = clock.instant();
    Optional<Instant> expires = Optional.ofNullable(wanted.expiresAt());
    if (expires.isPresent() && !expires.get().isAfter(now)) {
      throw ProblemException.invalid("expiresAt", "must be in the future");
    }
    Robots.Robot robot =
        Wanted.value("name", () -> new Robots.Robot(wanted.name(), now, expires, Optional.empty()));
    Grants grants = new Grants(wanted.grants().stream().map(Wanted::grant).toList());
    Secret secret = Secret.generate(Secret.Kind.ROBOT, random);
    if (!robots.add(robot, secret, grants)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "there is a robot %s; delete it first, or take another name".formatted(robot.name()));
    }
    return new RobotSecret(robot.name(), secret.value(), wanted.expiresAt());
  }

  /** Removes a robot with all of its rights; its token is worth nothing from then on. */
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteRobot(@PathVariable String name) {
    Callers.current().requireAdministrator();
    if (!robots.remove(name)) {
      throw new ProblemException(ProblemCode.ROBOT_UNKNOWN, "there is no such robot");
    }
    entrance.forget();
  }
}
