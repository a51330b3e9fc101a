package io.drayage.storage.domain.retention;

import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps runs with their plans, reads facts, and deletes what a plan says. */
public interface RetentionRecords {

  /** Begins a run; one that was cut short before is marked as failed. */
  long begin(RetentionRun.Origin origin, String repositories);

  /** The facts about a repository; nothing when it does not exist. */
  Optional<RepositoryFacts> facts(RepositoryPath repository);

  /** Adds the plan for a repository to a run. */
  void save(long run, RepositoryPlan plan);

  /** Counts the plan of a run, and the bytes that it frees. */
  RetentionRun.Counts count(long run);

  /** Repositories in which the plan deletes something. */
  List<RepositoryPath> concerned(long run);

  /**
   * Moves what the plan deletes in a repository to the trash, in one transaction. What was pushed
   * since the plan was made stays, and so does what a rule of immutability protects by now.
   */
  void apply(long run, RepositoryPath repository, Instant expiresAt);

  void end(long run, RetentionRun.State state, Optional<String> failure);

  Optional<RetentionRun> find(long run);

  /** Runs with smaller numbers, the newest first. */
  List<RetentionRun> list(long before, int limit);

  /** When a run by schedule last began. */
  Optional<Instant> lastScheduled();

  /** The decisions of a run in their order; {@code after} of the request is a number. */
  Page<Item> items(long run, Page.Request request);

  /** Forgets runs that began before a time. */
  int forget(Instant before);

  /** A decision of a run. */
  record Item(long number, RepositoryPath repository, Decision decision) {}
}
