package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.Robots;
import io.drayage.storage.domain.access.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Robots in PostgreSQL. */
public final class JdbcRobots implements Robots {
  /** A note of use is a write, and nobody asks for the second. */
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private static final String COLUMNS = "name, created_at, expires_at, used_at";

  private final JdbcClient jdbc;
  private final Ledger ledger;

  public JdbcRobots(JdbcClient jdbc, Ledger ledger) {
    this.jdbc = jdbc;
    this.ledger = ledger;
  }

  @Override
  public boolean add(Robot robot, Secret secret, Grants grants) {
    return ledger.change(() -> insert(robot, secret, grants), "made the robot " + robot.name());
  }

  private boolean insert(Robot robot, Secret secret, Grants grants) {
    boolean isNew =
        jdbc.sql(
                    """
                    insert into access_robot (name, fingerprint, created_at, expires_at)
                    values (?, ?, ?, ?) on conflict (name) do nothing
                    """)
                .params(
                    robot.name(), secret.fingerprint(), robot.createdAt().atOffset(ZoneOffset.UTC))
                .param(robot.expires().map(e -> e.atOffset(ZoneOffset.UTC)).orElse(null))
                .update()
            == 1;
    if (isNew) {
      Grantee grantee = Grantee.robot(robot.name());
      grants.list().forEach(grant -> JdbcGrants.put(jdbc, grantee, grant));
    }
    return isNew;
  }

  @Override
  public Optional<Robot> find(Secret secret, Instant now) {
    Optional<Robot> robot =
        jdbc.sql("select " + COLUMNS + " from access_robot where fingerprint = ?")
            .param(secret.fingerprint())
            .query((row, _) -> robot(row))
            .optional()
            .filter(r -> r.expires().filter(e -> !e.isAfter(now)).isEmpty());
    robot
        .filter(r -> r.usedAt().filter(used -> used.isAfter(now.minus(NOTED_EVERY))).isEmpty())
        .ifPresent(r -> note(r, now));
    return robot;
  }

  private void note(Robot robot, Instant now) {
    jdbc.sql("update access_robot set used_at = ? where name = ?")
        .params(now.atOffset(ZoneOffset.UTC), robot.name())
        .update();
  }

  @Override
  public List<Robot> list() {
    return jdbc.sql("select " + COLUMNS + " from access_robot order by name limit 10000")
        .query((row, _) -> robot(row))
        .list();
  }

  private static Robot robot(ResultSet row) throws SQLException {
    return new Robot(
        row.getString(1),
        row.getTimestamp(2).toInstant(),
        Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant));
  }

  @Override
  public boolean remove(String name) {
    return ledger.change(() -> delete(name), "revoked the robot " + name);
  }

  private boolean delete(String name) {
    jdbc.sql("delete from access_grant where grantee = ?")
        .param(Grantee.robot(name).toString())
        .update();
    return jdbc.sql("delete from access_robot where name = ?").param(name).update() == 1;
  }
}
