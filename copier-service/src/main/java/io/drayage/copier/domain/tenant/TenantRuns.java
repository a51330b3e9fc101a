package io.drayage.copier.domain.tenant;

import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Wish;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.service.access.Callers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows each caller the runs of his tenant, and begins none that is beyond what its tenant may do.
 */
public final class TenantRuns implements Runs {
  private final Runs runs;
  private final Tenancy tenancy;
  private final Tenants tenants;

  public TenantRuns(Runs runs, Tenancy tenancy, Tenants tenants) {
    this.runs = runs;
    this.tenancy = tenancy;
    this.tenants = tenants;
  }

  @Override
  public Optional<Run> create(StoredSync sync, Origin origin, Scope scope) {
    tenancy.checkRun(sync.name(), sync.spec());
    return runs.create(sync, origin, scope);
  }

  @Override
  public Optional<Run> find(long id) {
    return runs.find(id).filter(run -> Tenancy.isVisible(run.sync()));
  }

  @Override
  public Optional<Run> active(String sync) {
    return Tenancy.isVisible(sync) ? runs.active(sync) : Optional.empty();
  }

  @Override
  public List<Run> list(Optional<String> sync, Optional<RunState> state, long before, int limit) {
    Optional<String> tenant = Callers.current().tenant();
    if (tenant.isEmpty()) {
      return runs.list(sync, state, before, limit);
    }
    if (sync.isPresent()) {
      return Tenancy.isVisible(sync.get()) ? runs.list(sync, state, before, limit) : List.of();
    }
    List<Run> found = new ArrayList<>();
    List<Long> page = tenants.runs(tenant.get(), before, limit);
    while (!page.isEmpty() && found.size() < limit) {
      for (long id : page) {
        runs.find(id)
            .filter(run -> state.isEmpty() || run.state() == state.get())
            .filter(_ -> found.size() < limit)
            .ifPresent(found::add);
      }
      page = tenants.runs(tenant.get(), page.getLast(), limit);
    }
    return found;
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

  @Override
  public Optional<Run> tell(long id, Wish wish) {
    return find(id).flatMap(_ -> runs.tell(id, wish));
  }

  @Override
  public Optional<Run> resume(long id, RunState from) {
    Optional<Run> run = find(id);
    run.ifPresent(known -> tenancy.checkRun(known.sync(), known.spec()));
    return run.flatMap(_ -> runs.resume(id, from));
  }
}
