package io.drayage.copier.store.event;

import io.drayage.copier.domain.event.Progress;
import io.drayage.copier.domain.event.Retry;
import io.drayage.copier.domain.event.RunEvent;
import io.drayage.copier.domain.event.RunEvents;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;

/** What happens in runs, in PostgreSQL. */
public final class JdbcRunEvents implements RunEvents {
  private final Database database;

  public JdbcRunEvents(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Reading> after(long run, long id, int limit) {
    return database.transactions().execute(_ -> read(run, id, limit));
  }

  /** The lock first: the statements behind it see what those have written who held it. */
  private Optional<Reading> read(long run, long id, int limit) {
    database
        .jdbc()
        .sql("select cast(pg_advisory_xact_lock(run_event_lock(?)) as text)")
        .param(run)
        .query((_, _) -> run)
        .list();
    Optional<RunState> state =
        database
            .jdbc()
            .sql("select state from run where id = ?")
            .param(run)
            .query(String.class)
            .optional()
            .map(RunState::valueOf);
    return state.map(
        now ->
            new Reading(
                now,
                database
                    .jdbc()
                    .sql(
                        """
                        select id, kind, data, at from run_event
                        where run_id = ? and id > ? order by id limit ?
                        """)
                    .params(run, id, limit)
                    .query((row, _) -> event(row))
                    .list()));
  }

  private static RunEvent event(ResultSet row) throws SQLException {
    return new RunEvent(
        row.getLong("id"),
        RunEvent.Kind.valueOf(row.getString("kind")),
        row.getString("data"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  @Override
  public long countRetries(long run) {
    return database
        .jdbc()
        .sql("select count(*) from run_event where run_id = ? and kind = 'RETRY'")
        .param(run)
        .query(Long.class)
        .single();
  }

  @Override
  public void progress(long run, Progress progress) {
    try {
      database
          .jdbc()
          .sql("select cast(tell_progress(?, cast(? as jsonb)) as text)")
          .params(run, database.json().writeValueAsString(progress))
          .query((_, _) -> run)
          .list();
    } catch (DataIntegrityViolationException _) {
      return; // the run has been pruned, and nobody can watch it
    }
  }

  @Override
  public void retries(long run, List<Retry> retries) {
    try {
      database
          .jdbc()
          .sql(
              """
              select cast(tell_run_event(?, 'RETRY', r.about) as text)
              from jsonb_array_elements(cast(? as jsonb)) r(about)
              """)
          .params(run, database.json().writeValueAsString(retries))
          .query((_, _) -> run)
          .list();
    } catch (DataIntegrityViolationException _) {
      return; // as above
    }
  }
}
