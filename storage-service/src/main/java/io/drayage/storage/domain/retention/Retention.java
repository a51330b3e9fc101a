package io.drayage.storage.domain.retention;

import io.drayage.storage.domain.ClusterLock;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.RepositorySummaries;
import io.drayage.storage.domain.retention.RetentionRun.Cause;
import io.drayage.storage.domain.retention.RetentionRun.State;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import io.drayage.storage.domain.tag.NamePattern;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Applies the rules of retention: first a plan over all repositories, then, if the plan stays
 * within the limits or somebody confirms it, the deletions, a repository at a time. One run at a
 * time over all replicas.
 */
public final class Retention {
  private static final int BATCH = 1_000;

  private final Sources sources;
  private final RetentionRecords records;
  private final ClusterLock lock;
  private final Limits limits;

  /** Where rules, repositories and the time come from. */
  public record Sources(
      RuleRecords rules,
      ImmutabilityRecords immutability,
      RepositorySummaries repositories,
      InstantSource clock) {}

  /**
   * What a run may do by itself.
   *
   * @param mostPercent the largest part of the tags that it may delete
   * @param mostTags the most tags that it may delete
   * @param trash how long what it deleted can be restored
   */
  public record Limits(int mostPercent, int mostTags, Duration trash) {
    boolean allow(RetentionRun.Counts counts) {
      return counts.tagsToGo() <= mostTags
          && counts.tagsToGo() * 100 <= counts.tags() * (long) mostPercent;
    }
  }

  /** What somebody asks for. */
  public record Order(Cause cause, String actor, Mode mode, NamePattern repositories) {}

  /** How far a run goes. */
  public enum Mode {
    /** It makes the plan. */
    DRY,
    /** It deletes, if the plan stays within the limits. */
    WITHIN_LIMITS,
    /** It deletes whatever the plan says. */
    CONFIRMED
  }

  public Retention(Sources sources, RetentionRecords records, ClusterLock lock, Limits limits) {
    this.sources = sources;
    this.records = records;
    this.lock = lock;
    this.limits = limits;
  }

  /** Runs; nothing when another run is under way. */
  public Optional<RetentionRun> run(Order order) {
    return lock.tryRun(
        () -> {
          Instant now = sources.clock().instant();
          long run =
              records.begin(
                  new RetentionRun.Origin(order.cause(), order.actor(), now, Optional.empty()),
                  order.repositories().toString());
          return guarded(
              run,
              () -> {
                plan(run, order.repositories(), now);
                return carryOut(run, order.mode());
              });
        });
  }

  /** Runs if the last run by schedule began long enough ago and there are rules. */
  public Optional<RetentionRun> runWhenDue(Duration interval) {
    Instant due = records.lastScheduled().map(last -> last.plus(interval)).orElse(Instant.MIN);
    if (sources.clock().instant().isBefore(due) || sources.rules().all().isEmpty()) {
      return Optional.empty();
    }
    return run(new Order(Cause.SCHEDULE, "schedule", Mode.WITHIN_LIMITS, new NamePattern("**")));
  }

  /**
   * Carries out the plan of a run that only planned or was refused; nothing when one is running.
   */
  public Optional<RetentionRun> confirm(long run) {
    return lock.tryRun(
        () ->
            switch (records.find(run).orElseThrow().state()) {
              case PLANNED, REFUSED -> guarded(run, () -> carryOut(run, Mode.CONFIRMED));
              case RUNNING, DONE, FAILED -> records.find(run).orElseThrow();
            });
  }

  private interface Step {
    State take();
  }

  private RetentionRun guarded(long run, Step step) {
    try {
      records.end(run, step.take(), Optional.empty());
    } catch (RuntimeException e) {
      records.end(run, State.FAILED, Optional.of(String.valueOf(e.getMessage())));
      throw e;
    }
    return records.find(run).orElseThrow();
  }

  private void plan(long run, NamePattern repositories, Instant now) {
    RetentionPlanner planner =
        new RetentionPlanner(sources.rules().all(), sources.immutability().all(), now);
    String after = "";
    for (List<RepositoryPath> names = names(after); !names.isEmpty(); names = names(after)) {
      for (RepositoryPath name : names) {
        if (repositories.matches(name.value()) && planner.concerns(name)) {
          records.facts(name).ifPresent(facts -> records.save(run, planner.plan(facts)));
        }
      }
      after = names.getLast().value();
    }
  }

  private List<RepositoryPath> names(String after) {
    return sources.repositories().names("", new Page.Request(BATCH, after));
  }

  private State carryOut(long run, Mode mode) {
    RetentionRun.Counts counts = records.count(run);
    return switch (mode) {
      case DRY -> State.PLANNED;
      case WITHIN_LIMITS -> limits.allow(counts) ? delete(run) : State.REFUSED;
      case CONFIRMED -> delete(run);
    };
  }

  private State delete(long run) {
    Instant expiresAt = sources.clock().instant().plus(limits.trash());
    records.concerned(run).forEach(repository -> records.apply(run, repository, expiresAt));
    return State.DONE;
  }
}
