package io.drayage.storage.store.event;

import io.drayage.storage.domain.event.Deliveries;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.Lane;
import io.drayage.storage.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Events on their way in PostgreSQL. A claim moves the time at which the first event of a lane is
 * due: a lane is worked on by whoever moved it, until it is due again.
 */
public final class JdbcDeliveries implements Deliveries {
  private static final int FAILURE_LENGTH = 1000;

  private final Database database;

  public JdbcDeliveries(Database database) {
    this.database = database;
  }

  @Override
  public List<Delivery> claim(Endpoint endpoint, Duration lease, Instant now) {
    return database
        .jdbc()
        .sql(
            """
            with first as (
              select l.lane, h.id from generate_series(0, ? - 1) as l (lane)
              cross join lateral (
                select id, due_at from event_delivery
                where endpoint = ? and lane = l.lane order by id limit 1) h
              where h.due_at <= ?
            ), free as (
              select d.lane, d.id from event_delivery d
              join first f on f.lane = d.lane and f.id = d.id
              where d.endpoint = ? and d.due_at <= ?
              for update of d skip locked
            )
            update event_delivery d set due_at = ?, attempts = d.attempts + 1
            from free f where d.endpoint = ? and d.lane = f.lane and d.id = f.id
            returning d.endpoint, d.lane, d.id, d.attempts, d.event
            """)
        .params(
            Lane.COUNT,
            endpoint.name(),
            time(now),
            endpoint.name(),
            time(now),
            time(now.plus(lease)),
            endpoint.name())
        .query((row, _) -> delivery(row))
        .list();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("endpoint"),
        new Lane(row.getInt("lane")),
        row.getLong("id"),
        row.getInt("attempts"),
        EventText.read(row.getString("event")));
  }

  @Override
  public List<Delivery> following(Delivery claimed, int most) {
    return database
        .jdbc()
        .sql(
            """
            select endpoint, lane, id, attempts, event from event_delivery
            where endpoint = ? and lane = ? and id > ? order by id limit ?
            """)
        .params(claimed.endpoint(), claimed.lane().number(), claimed.id(), most)
        .query((row, _) -> delivery(row))
        .list();
  }

  /** Whoever has marked them first: a second mark finds nothing. */
  @Override
  public void delivered(List<Delivery> deliveries) {
    Delivery first = deliveries.getFirst();
    database
        .jdbc()
        .sql("delete from event_delivery where endpoint = ? and lane = ? and id = any (?)")
        .params(
            first.endpoint(),
            first.lane().number(),
            deliveries.stream().map(Delivery::id).toArray(Long[]::new))
        .update();
  }

  @Override
  public void retry(Delivery delivery, Instant at) {
    database
        .jdbc()
        .sql(
            """
            update event_delivery set due_at = ?
            where endpoint = ? and lane = ? and id = ? and attempts = ?
            """)
        .params(
            time(at),
            delivery.endpoint(),
            delivery.lane().number(),
            delivery.id(),
            delivery.attempt())
        .update();
  }

  @Override
  public void giveUp(Delivery delivery, String failure, Instant now) {
    database
        .jdbc()
        .sql(
            """
            with gone as (
              delete from event_delivery
              where endpoint = ? and lane = ? and id = ? and attempts = ?
              returning endpoint, lane, event, attempts
            )
            insert into event_dead_letter (endpoint, lane, event, attempts, failure, died_at)
            select endpoint, lane, event, attempts, ?, ? from gone
            """)
        .params(
            delivery.endpoint(),
            delivery.lane().number(),
            delivery.id(),
            delivery.attempt(),
            failure.length() > FAILURE_LENGTH ? failure.substring(0, FAILURE_LENGTH) : failure,
            time(now))
        .update();
  }

  @Override
  public List<DeadLetter> deadLetters(Optional<String> endpoint, long after, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select id, endpoint, attempts, failure, died_at, event from event_dead_letter
            where id > :after and (cast(:endpoint as text) is null or endpoint = :endpoint)
            order by id limit :limit
            """)
        .param("after", after)
        .param("endpoint", endpoint.orElse(null))
        .param("limit", limit)
        .query(
            (row, _) ->
                new DeadLetter(
                    row.getLong("id"),
                    row.getString("endpoint"),
                    row.getInt("attempts"),
                    row.getString("failure"),
                    row.getTimestamp("died_at").toInstant(),
                    EventText.read(row.getString("event"))))
        .list();
  }

  private static final String REDELIVER =
      """
      with back as (
        delete from event_dead_letter where %s returning id, endpoint, lane, event
      )
      insert into event_delivery (endpoint, lane, event, due_at)
      select endpoint, lane, event, ? from back order by id
      """;

  @Override
  public int redeliver(String endpoint, long upTo, Instant now) {
    return database
        .jdbc()
        .sql(REDELIVER.formatted("endpoint = ? and id <= ?"))
        .params(endpoint, upTo, time(now))
        .update();
  }

  @Override
  public boolean redeliver(long number, Instant now) {
    return database.jdbc().sql(REDELIVER.formatted("id = ?")).params(number, time(now)).update()
        == 1;
  }

  @Override
  public int forgetBefore(Instant time) {
    return database
        .jdbc()
        .sql("delete from event_dead_letter where died_at < ?")
        .param(time(time))
        .update();
  }

  @Override
  public List<Backlog> backlogs() {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(w.endpoint, d.endpoint), coalesce(w.n, 0), coalesce(d.n, 0)
            from (select endpoint, count(*) as n from event_delivery group by endpoint) w
            full join (select endpoint, count(*) as n from event_dead_letter group by endpoint) d
              on d.endpoint = w.endpoint
            order by 1
            """)
        .query((row, _) -> new Backlog(row.getString(1), row.getLong(2), row.getLong(3)))
        .list();
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
