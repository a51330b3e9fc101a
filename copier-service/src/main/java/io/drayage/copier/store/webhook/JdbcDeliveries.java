package io.drayage.copier.store.webhook;

import io.drayage.copier.domain.webhook.Deliveries;
import io.drayage.copier.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Messages on their way, in PostgreSQL. A claim moves the time at which a message is due. */
public final class JdbcDeliveries implements Deliveries {
  private final Database database;

  public JdbcDeliveries(Database database) {
    this.database = database;
  }

  @Override
  public List<Delivery> claim(int most, Duration lease) {
    return database
        .jdbc()
        .sql(
            """
            with due as (
              select id from webhook_delivery where died_at is null and due_at <= :now
              order by due_at limit :most for update skip locked
            ), claimed as (
              update webhook_delivery d set due_at = :lease, attempts = attempts + 1
              from due where d.id = due.id
              returning d.id, d.webhook, d.message, d.run_id, d.event, d.data, d.happened_at, d.attempts
            )
            select c.id, c.message, c.run_id, c.event, c.data, c.happened_at, c.attempts,
              w.name, w.version, w.spec, w.created_at, w.changed_at
            from claimed c join webhook w on w.name = c.webhook order by c.id
            """)
        .param("now", time(database.clock().instant()))
        .param("most", most)
        .param("lease", time(database.clock().instant().plus(lease)))
        .query((row, _) -> delivery(row))
        .list();
  }

  private Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        JdbcWebhooks.webhook(row, database),
        row.getInt("attempts"),
        new Message(
            row.getObject("message", UUID.class),
            row.getString("event"),
            row.getLong("run_id"),
            row.getString("data"),
            row.getObject("happened_at", OffsetDateTime.class).toInstant()));
  }

  @Override
  public void delivered(Delivery delivery) {
    database
        .jdbc()
        .sql("delete from webhook_delivery where id = ? and died_at is null")
        .param(delivery.id())
        .update();
  }

  @Override
  public void retry(Delivery delivery, Duration pause, String failure) {
    database
        .jdbc()
        .sql(
            """
            update webhook_delivery set due_at = ?, failure = ?
            where id = ? and attempts = ? and died_at is null
            """)
        .params(
            time(database.clock().instant().plus(pause)),
            failure,
            delivery.id(),
            delivery.attempt())
        .update();
  }

  @Override
  public void giveUp(Delivery delivery, String failure) {
    database
        .jdbc()
        .sql(
            """
            update webhook_delivery set died_at = ?, failure = ?
            where id = ? and attempts = ? and died_at is null
            """)
        .params(time(database.clock().instant()), failure, delivery.id(), delivery.attempt())
        .update();
  }

  @Override
  public List<DeadLetter> dead(String webhook, long after, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select id, event, run_id, attempts, failure, died_at from webhook_delivery
            where webhook = ? and id > ? and died_at is not null order by id limit ?
            """)
        .params(webhook, after, limit)
        .query(
            (row, _) ->
                new DeadLetter(
                    row.getLong("id"),
                    row.getString("event"),
                    row.getLong("run_id"),
                    row.getInt("attempts"),
                    row.getString("failure"),
                    row.getObject("died_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  @Override
  public int redeliver(String webhook) {
    return database
        .jdbc()
        .sql(
            """
            update webhook_delivery set died_at = null, attempts = 0, due_at = ?
            where webhook = ? and died_at is not null
            """)
        .params(time(database.clock().instant()), webhook)
        .update();
  }

  @Override
  public int forgetBefore(Instant time) {
    return database
        .jdbc()
        .sql("delete from webhook_delivery where died_at < ?")
        .param(time(time))
        .update();
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
