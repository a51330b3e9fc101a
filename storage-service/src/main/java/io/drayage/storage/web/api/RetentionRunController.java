package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.RetentionItem;
import io.drayage.api.storage.RetentionItems;
import io.drayage.api.storage.RetentionRun;
import io.drayage.api.storage.RetentionRunRequest;
import io.drayage.api.storage.RetentionRuns;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.retention.Decision;
import io.drayage.storage.domain.retention.Retention;
import io.drayage.storage.domain.retention.RetentionRecords;
import io.drayage.storage.domain.retention.RetentionRun.Cause;
import io.drayage.storage.domain.retention.RetentionRun.State;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs of retention, on demand. An answer comes when the run has ended. */
@RestController
@RequestMapping("/api/v1/retention/runs")
public final class RetentionRunController {
  private final Retention retention;
  private final RetentionRecords records;

  public RetentionRunController(Retention retention, RetentionRecords records) {
    this.retention = retention;
    this.records = records;
  }

  /** Applies the rules now, or shows what they would do. */
  @PostMapping
  RetentionRun runRetention(@RequestBody RetentionRunRequest request) {
    Caller caller = Callers.current();
    caller.requireAdministrator();
    Retention.Mode mode =
        switch (Objects.requireNonNull(request.mode())) {
          case DRY -> Retention.Mode.DRY;
          case WITHIN_THRESHOLD -> Retention.Mode.WITHIN_LIMITS;
          case CONFIRMED -> Retention.Mode.CONFIRMED;
        };
    return answer(
        retention.run(
            new Retention.Order(
                Cause.REQUEST,
                caller.name(),
                mode,
                Patterns.read("repositories", request.repositories()))));
  }

  /** Carries out the plan of a dry run, or of one that exceeds the threshold. */
  @PostMapping("/{number}/confirm")
  RetentionRun confirmRetention(@PathVariable long number) {
    Callers.current().requireAdministrator();
    find(number);
    return answer(retention.confirm(number));
  }

  private static RetentionRun answer(
      Optional<io.drayage.storage.domain.retention.RetentionRun> run) {
    RetentionRun view =
        run.map(RetentionRunController::view)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.ALREADY_RUNNING, "another run of retention is under way"));
    if (run.orElseThrow().state() == State.REFUSED) {
      throw new ProblemException(
          ProblemCode.THRESHOLD_EXCEEDED,
          "the run %d would delete %d of %d tags; look at its items and confirm it, or change the rules"
              .formatted(view.number(), view.planned().tags(), view.planned().tagsSeen()));
    }
    return view;
  }

  @GetMapping
  RetentionRuns listRetentionRuns(
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    int most = PageParameters.limit(limit);
    List<RetentionRun> runs =
        records.list(before == null ? Long.MAX_VALUE : before, most).stream()
            .map(RetentionRunController::view)
            .toList();
    return new RetentionRuns(runs, runs.size() < most ? null : runs.getLast().number());
  }

  @GetMapping("/{number}")
  RetentionRun getRetentionRun(@PathVariable long number) {
    Callers.current().requireAdministrator();
    return view(find(number));
  }

  private io.drayage.storage.domain.retention.RetentionRun find(long number) {
    return records
        .find(number)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.RUN_UNKNOWN, "there is no run %d of retention".formatted(number)));
  }

  /** Lists what a run decided, and why. */
  @GetMapping("/{number}/items")
  RetentionItems listRetentionItems(
      @PathVariable long number,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Callers.current().requireAdministrator();
    find(number);
    Page<RetentionRecords.Item> page =
        records.items(
            number,
            new Page.Request(PageParameters.limit(limit), after == null ? "" : after.toString()));
    return new RetentionItems(
        page.items().stream().map(RetentionRunController::view).toList(), page.last().orElse(null));
  }

  private static RetentionItem view(RetentionRecords.Item item) {
    Decision decision = item.decision();
    return new RetentionItem(
        item.repository().value(),
        label(decision.kind()),
        decision.reference(),
        decision.digest().toString(),
        label(decision.verdict().fate()),
        decision.verdict().reason(),
        decision.pushedAt());
  }

  private static RetentionRun view(io.drayage.storage.domain.retention.RetentionRun run) {
    var counts = run.counts();
    return new RetentionRun(
        run.number(),
        label(run.origin().cause()),
        label(run.state()),
        run.origin().actor(),
        run.repositories(),
        run.origin().startedAt(),
        run.origin().endedAt().orElse(null),
        new RetentionRun.Planned(
            counts.tags(), counts.tagsToGo(), counts.manifestsToGo(), counts.bytes()),
        new RetentionRun.Deleted(counts.gone().tags(), counts.gone().manifests()),
        run.removal().orElse(null),
        run.failure().orElse(null));
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
