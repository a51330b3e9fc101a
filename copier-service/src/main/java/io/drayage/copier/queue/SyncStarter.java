package io.drayage.copier.queue;

import io.drayage.api.ProblemException;
import io.drayage.copier.domain.run.Cause;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.sync.StoredSync;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts syncs at their times. A time counts once, even when whoever started the sync died before
 * it could say so.
 */
public final class SyncStarter {
  private static final Logger LOG = LoggerFactory.getLogger(SyncStarter.class);
  private static final int STANDARD_PRIORITY = 50;

  private final Runs runs;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  public SyncStarter(Runs runs, JdbcClient jdbc, TransactionTemplate transactions) {
    this.runs = runs;
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** Starts a sync, unless that was done before, or a run of it is under way. */
  void start(StoredSync sync, Instant due) {
    transactions.executeWithoutResult(
        _ -> {
          if (isFirst(sync.name(), due)) {
            begin(sync, due);
          }
        });
  }

  private boolean isFirst(String sync, Instant due) {
    return jdbc.sql(
                """
                insert into schedule_record as r (sync_name, last_due) values (:sync, :due)
                on conflict (sync_name) do update set last_due = :due where r.last_due < :due
                """)
            .param("sync", sync)
            .param("due", due.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private void begin(StoredSync sync, Instant due) {
    Integer priority = sync.spec().priority();
    Origin origin =
        new Origin(Cause.SCHEDULE, "schedule", priority == null ? STANDARD_PRIORITY : priority);
    Optional<Run> other = runs.active(sync.name());
    try {
      if (other.isEmpty() && runs.create(sync, origin, Scope.WHOLE).isPresent()) {
        return;
      }
    } catch (ProblemException e) {
      LOG.warn("sync {} does not run at {}: {}", sync.name(), due, e.getMessage());
      return;
    }
    long run = other.or(() -> runs.active(sync.name())).map(Run::id).orElse(0L);
    LOG.warn("sync {} does not run at {}: run {} is under way", sync.name(), due, run);
    jdbc.sql(
            """
            update schedule_record set skips = skips + 1, skipped_at = ?, skipped_for = ?
            where sync_name = ?
            """)
        .params(due.atOffset(ZoneOffset.UTC), run, sync.name())
        .update();
  }
}
