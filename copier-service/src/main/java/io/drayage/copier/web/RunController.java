package io.drayage.copier.web;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.copier.RunPage;
import io.drayage.api.copier.RunResource;
import io.drayage.api.copier.TransferPage;
import io.drayage.api.copier.TransferResource;
import io.drayage.copier.domain.prune.PruneGate;
import io.drayage.copier.domain.prune.Prunes;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.copier.domain.run.Wish;
import io.drayage.service.access.Needs;
import io.drayage.service.access.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs of syncs, and plans, which are runs that have not moved anything yet. */
@RestController
@RequestMapping("/api/v1/runs")
public final class RunController {
  private final Runs runs;
  private final Transfers transfers;
  private final Prunes prunes;
  private final PruneGate gate;
  private final InstantSource clock;

  public RunController(
      Runs runs, Transfers transfers, Prunes prunes, PruneGate gate, InstantSource clock) {
    this.clock = clock;
    this.runs = runs;
    this.transfers = transfers;
    this.prunes = prunes;
    this.gate = gate;
  }

  @GetMapping
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  RunPage listRuns(
      @RequestParam(required = false) @Nullable String sync,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = ListParameters.limit(limit);
    List<RunResource> found =
        runs
            .list(
                Optional.ofNullable(sync),
                ListParameters.one("state", state, RunState.class),
                before == null ? Long.MAX_VALUE : before,
                most)
            .stream()
            .map(Views::of)
            .toList();
    return new RunPage(found, found.size() < most ? null : found.getLast().id());
  }

  @GetMapping("/{id}")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  RunResource getRun(@PathVariable long id) {
    return Views.of(find(id));
  }

  /** What the run does, or did, with each image. */
  @GetMapping("/{id}/transfers")
  @Needs(value = Role.READER, tenants = Needs.Tenants.SERVED)
  TransferPage listTransfers(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    find(id);
    int most = ListParameters.limit(limit);
    List<TransferResource> found =
        transfers
            .list(
                id,
                ListParameters.one("state", state, Transfer.State.class),
                after == null ? 0 : after,
                most)
            .stream()
            .map(Views::of)
            .toList();
    return new TransferPage(found, found.size() < most ? null : found.getLast().id());
  }

  /** Stops a run for good; images that have arrived stay. */
  @PostMapping("/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource cancelRun(@PathVariable long id) {
    return tell(id, Wish.CANCEL);
  }

  /** Begins no further image; {@code resume} goes on. */
  @PostMapping("/{id}/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource pauseRun(@PathVariable long id) {
    return tell(id, Wish.PAUSE);
  }

  /** Goes on with a run that was paused. */
  @PostMapping("/{id}/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource resumeRun(@PathVariable long id) {
    return again(id, RunState.PAUSED);
  }

  /**
   * Does what a plan says, and nothing else.
   *
   * @param confirm {@code prune} when more tags may go than the threshold of the sync allows, which
   *     a run that stopped for that waits for as well
   */
  @PostMapping("/{id}/execute")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource executePlan(
      @PathVariable long id, @RequestParam(required = false) @Nullable String confirm) {
    if (confirm != null && !confirm.equals("prune")) {
      throw ProblemException.invalid(
          new FieldProblem("confirm", "confirms nothing", List.of("prune")));
    }
    Run run = find(id);
    Optional<String> refusal = gate.refusal(run);
    if (run.state() != RunState.PLANNED
        && !(run.state() == RunState.FAILED && refusal.isPresent())) {
      throw conflict(run);
    }
    requireFresh(run);
    if (confirm != null) {
      prunes.confirm(id);
    } else if (refusal.isPresent()) {
      throw new ProblemException(ProblemCode.THRESHOLD_EXCEEDED, refusal.get());
    }
    return again(id, run.state());
  }

  private void requireFresh(Run run) {
    Instant planned = run.times().plannedAt().orElse(Instant.MAX);
    if (planned.isBefore(clock.instant().minus(PlanController.LIFE))) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "the plan of run %d was made at %s and has expired; make a new one"
              .formatted(run.id(), planned));
    }
  }

  /** Tries the images again that have failed. */
  @PostMapping("/{id}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Needs(value = Role.OPERATOR, tenants = Needs.Tenants.SERVED)
  RunResource retryRun(@PathVariable long id) {
    return again(id, RunState.FAILED);
  }

  private RunResource tell(long id, Wish wish) {
    Run run = find(id);
    return Views.of(runs.tell(id, wish).orElseThrow(() -> conflict(run)));
  }

  private RunResource again(long id, RunState from) {
    Run run = find(id);
    if (run.state() != from) {
      throw conflict(run);
    }
    return Views.of(
        runs.resume(id, from)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.ALREADY_RUNNING,
                        "another run of %s is under way".formatted(run.sync()))));
  }

  private static ProblemException conflict(Run run) {
    return new ProblemException(
        ProblemCode.CONFLICT,
        "run %d is %s, which does not allow that".formatted(run.id(), Views.label(run.state())));
  }

  private Run find(long id) {
    return runs.find(id)
        .orElseThrow(
            () ->
                new ProblemException(ProblemCode.RUN_UNKNOWN, "there is no run %d".formatted(id)));
  }
}
