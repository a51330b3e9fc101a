package io.drayage.copier.web;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.RunPlan;
import io.drayage.copier.domain.prune.PruneGate;
import io.drayage.copier.domain.prune.Prunes;
import io.drayage.copier.domain.run.Counts;
import io.drayage.copier.domain.run.Plans;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Runs;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is left to be done of runs. */
@RestController
@RequestMapping("/api/v1/runs")
public final class PlanController {
  /** Sources change; what is older is found out again. */
  static final Duration LIFE = Duration.ofDays(7);

  private final Runs runs;
  private final Plans plans;
  private final Prunes prunes;
  private final PruneGate gate;

  public PlanController(Runs runs, Plans plans, Prunes prunes, PruneGate gate) {
    this.runs = runs;
    this.plans = plans;
    this.prunes = prunes;
    this.gate = gate;
  }

  /** Copies, removals, bytes and requests of a plan in numbers; the images are its transfers. */
  @GetMapping("/{id}/plan")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  RunPlan getPlan(@PathVariable long id) {
    Run run =
        runs.find(id)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.RUN_UNKNOWN, "there is no run %d".formatted(id)));
    Plans.Summary summary = plans.summary(run);
    Prunes.Extent extent = prunes.extent(id);
    Counts counts = run.counts();
    @Nullable Instant plannedAt = run.times().plannedAt().orElse(null);
    return new RunPlan(
        id,
        plannedAt,
        plannedAt == null ? null : plannedAt.plus(LIFE),
        summary.sources().stream().mapToLong(RunPlan.Source::images).sum(),
        counts.unchanged(),
        counts.skipped(),
        counts.failed(),
        extent.pending(),
        extent.there(),
        summary.sources(),
        gate.refusal(run).orElse(null),
        eta(summary));
  }

  private static @Nullable Duration eta(Plans.Summary summary) {
    long bytes = summary.sources().stream().mapToLong(RunPlan.Source::bytes).sum();
    double speed = summary.bytesPerSecond().orElse(0);
    return speed <= 0 ? null : Duration.ofSeconds((long) Math.ceil(bytes / speed));
  }
}
