package io.drayage.copier.store;

import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Wish;
import io.drayage.copier.domain.sync.StoredSync;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes down who asked for a run and who told it something. */
public final class AuditedRuns implements Runs {
  private final Runs runs;
  private final AuditLog log;
  private final Database database;

  public AuditedRuns(Runs runs, AuditLog log, Database database) {
    this.runs = runs;
    this.log = log;
    this.database = database;
  }

  @Override
  public Optional<Run> create(StoredSync sync, Origin origin, Scope scope) {
    // Not within one transaction: a run that cannot be begun beside another breaks it.
    Optional<Run> created = runs.create(sync, origin, scope);
    created.ifPresent(
        run ->
            log.add(
                scope == Scope.PLAN ? "run.plan" : "run.create", name(run), Change.made(of(run))));
    return created;
  }

  @Override
  public Optional<Run> tell(long id, Wish wish) {
    String action = "run." + wish.name().toLowerCase(Locale.ROOT);
    return database.inTransaction(() -> changed(action, id, () -> runs.tell(id, wish)));
  }

  @Override
  public Optional<Run> resume(long id, RunState from) {
    String action =
        switch (from) {
          case PLANNED -> "run.execute";
          case FAILED -> "run.retry";
          default -> "run.resume";
        };
    return changed(action, id, () -> runs.resume(id, from));
  }

  private Optional<Run> changed(
      String action, long id, java.util.function.Supplier<Optional<Run>> change) {
    Optional<Run> before = runs.find(id);
    Optional<Run> after = change.get();
    after.ifPresent(
        run -> log.add(action, name(run), Change.of(before.map(AuditedRuns::of), of(run))));
    return after;
  }

  private static String name(Run run) {
    return run.sync() + "#" + run.id();
  }

  private static Map<String, Object> of(Run run) {
    return Map.of(
        "state", run.state().name().toLowerCase(Locale.ROOT),
        "wish", run.progress().wish().name().toLowerCase(Locale.ROOT),
        "syncVersion", run.syncVersion());
  }

  @Override
  public Optional<Run> find(long id) {
    return runs.find(id);
  }

  @Override
  public Optional<Run> active(String sync) {
    return runs.active(sync);
  }

  @Override
  public List<Run> list(Optional<String> sync, Optional<RunState> state, long before, int limit) {
    return runs.list(sync, state, before, limit);
  }

  @Override
  public Optional<Run> takeLead(long id) {
    return runs.takeLead(id);
  }

  @Override
  public Optional<Wish> wish(Lead lead) {
    return runs.wish(lead);
  }

  @Override
  public void working(Lead lead, RunState state) {
    runs.working(lead, state);
  }

  @Override
  public void planned(Lead lead) {
    runs.planned(lead);
  }

  @Override
  public boolean arrived(Lead lead, RunState state, Optional<String> failure) {
    return runs.arrived(lead, state, failure);
  }
}
