package io.drayage.copier.queue;

import io.drayage.copier.domain.prune.PruneGate;
import io.drayage.copier.domain.run.Counts;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.copier.domain.run.Wish;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.copier.domain.sync.WritingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Leads a run through its job: plan, deal, transfer, report. Every leader has a job of its own;
 * what is done is in the transfers of the run, so that the next leader goes on where the last one
 * was.
 */
public final class RunLeader implements RunTasks.Leader {
  private static final String JOB = "sync-run";
  private static final Logger LOG = LoggerFactory.getLogger(RunLeader.class);

  private final Runs runs;
  private final Transfers transfers;
  private final PruneGate gate;
  private final Batch batch;
  private final Job job;

  /**
   * What keeps the record.
   *
   * @param parts into how many parts a step of a run is split at most
   */
  public record Batch(JobOperator operator, JobRepository repository, int parts) {}

  public RunLeader(
      Runs runs, Transfers transfers, PruneGate gate, QueuedParts handler, Batch batch) {
    this.runs = runs;
    this.transfers = transfers;
    this.gate = gate;
    this.batch = batch;
    this.job =
        new JobBuilder(JOB, batch.repository())
            .start(parts("plan", this::planParts, handler))
            .next(parts("plan-prune", this::pruneParts, handler))
            .next(tasklet("deal", this::deal))
            .next(parts("transfer", this::transferParts, handler))
            .next(parts("verify", this::verifyParts, handler))
            .next(parts("prune", this::removalParts, handler))
            .next(tasklet("report", this::report))
            .build();
  }

  @Override
  public void lead(long id) throws Exception {
    Optional<Run> run = runs.takeLead(id);
    if (run.isEmpty()) {
      return;
    }
    Lead lead = run.get().lead();
    closeJobsBefore(lead);
    JobExecution execution = batch.operator().start(job, RunParameters.of(lead));
    if (execution.getStatus() != BatchStatus.COMPLETED) {
      failed(lead, execution);
    }
  }

  /**
   * The one who led before is gone, and its job looks as if it went on. It has closed all before
   * its own in the same way; some may have ended before they had one.
   */
  private void closeJobsBefore(Lead lead) {
    for (int epoch = lead.epoch() - 1; epoch > 0; epoch--) {
      JobInstance instance =
          batch.repository().getJobInstance(JOB, RunParameters.of(new Lead(lead.run(), epoch)));
      JobExecution last =
          instance == null ? null : batch.repository().getLastJobExecution(instance);
      if (last != null) {
        if (last.isRunning()) {
          batch.operator().recover(last);
        }
        return;
      }
    }
  }

  private void failed(Lead lead, JobExecution execution) {
    List<Throwable> causes = execution.getAllFailureExceptions();
    if (causes.stream().anyMatch(RunLeader::isLeadLost)) {
      LOG.info("run {} is led by somebody else now", lead.run());
      return;
    }
    for (Throwable cause : causes) {
      if (mayPass(cause)) {
        throw new IllegalStateException(
            "leading run %d was broken off".formatted(lead.run()), cause);
      }
    }
    String reason =
        causes.isEmpty()
            ? execution.getExitStatus().getExitDescription()
            : String.valueOf(causes.getFirst().getMessage());
    LOG.error("run {} failed", lead.run(), causes.isEmpty() ? null : causes.getFirst());
    runs.arrived(lead, RunState.FAILED, Optional.of(reason));
  }

  private static boolean isLeadLost(Throwable failure) {
    return failure instanceof LeadLostException || failure.getCause() instanceof LeadLostException;
  }

  /** A database that was away, or a replica that is being stopped. */
  private static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessException
          || cause instanceof TransactionException
          || cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private Step parts(String name, PartSplitter.Parts parts, QueuedParts handler) {
    return new StepBuilder(name, batch.repository())
        .partitioner(name, _ -> java.util.Map.of())
        .splitter(new PartSplitter(batch.repository(), name, parts))
        .partitionHandler(handler)
        .build();
  }

  /** A short thing that the leader does itself. */
  @FunctionalInterface
  private interface Duty {
    void perform(Lead lead);
  }

  private Step tasklet(String name, Duty duty) {
    return new StepBuilder(name, batch.repository())
        .tasklet(
            (contribution, _) -> {
              duty.perform(RunParameters.lead(contribution.getStepExecution()));
              return RepeatStatus.FINISHED;
            },
            new ResourcelessTransactionManager())
        .build();
  }

  private List<ExecutionContext> planParts(Lead lead) {
    Run run = runs.find(lead.run()).orElseThrow();
    if (run.times().plannedAt().isPresent() || !goesOn(lead)) {
      return List.of();
    }
    runs.working(lead, RunState.PLANNING);
    Set<Integer> planned = transfers.planned(lead.run());
    int[] left =
        IntStream.range(0, run.spec().sources().size())
            .filter(rule -> !planned.contains(rule))
            .toArray();
    int parts = Math.min(batch.parts(), left.length);
    List<ExecutionContext> contexts = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int first = part;
      String rules =
          IntStream.range(0, left.length)
              .filter(place -> place % parts == first)
              .mapToObj(place -> Integer.toString(left[place]))
              .collect(Collectors.joining(","));
      ExecutionContext context = new ExecutionContext();
      context.putString(PartWorker.RULES, rules);
      contexts.add(context);
    }
    return contexts;
  }

  private void deal(Lead lead) {
    if (!goesOn(lead)) {
      return;
    }
    transfers.deal(lead, batch.parts());
    Run run = runs.find(lead.run()).orElseThrow();
    if (run.times().plannedAt().isEmpty()) {
      runs.planned(lead);
    }
  }

  private List<ExecutionContext> transferParts(Lead lead) {
    Run run = runs.find(lead.run()).orElseThrow();
    if (!isAllowed(run) || !goesOn(lead)) {
      return List.of();
    }
    runs.working(lead, RunState.RUNNING);
    List<ExecutionContext> contexts = new ArrayList<>();
    for (int part = 0; part < batch.parts() && transfers.rest(lead, part).isPresent(); part++) {
      ExecutionContext context = new ExecutionContext();
      context.putInt(PartWorker.PART, part);
      contexts.add(context);
    }
    return contexts;
  }

  /** Whether more than a plan may be made. */
  private boolean isAllowed(Run run) {
    return run.extent().scope() != Scope.PLAN && gate.refusal(run).isEmpty();
  }

  private List<ExecutionContext> pruneParts(Lead lead) {
    Run run = runs.find(lead.run()).orElseThrow();
    return run.times().plannedAt().isPresent() || !goesOn(lead)
        ? List.of()
        : Aftermath.parts(Aftermath.Duty.PLAN_REMOVALS, writing(run));
  }

  private List<ExecutionContext> verifyParts(Lead lead) {
    Run run = runs.find(lead.run()).orElseThrow();
    return !isAllowed(run) || !goesOn(lead)
        ? List.of()
        : Aftermath.parts(Aftermath.Duty.VERIFY, writing(run));
  }

  /** Nothing is removed when anything has failed. */
  private List<ExecutionContext> removalParts(Lead lead) {
    Run run = runs.find(lead.run()).orElseThrow();
    return !isAllowed(run) || !goesOn(lead) || transfers.count(lead.run()).failed() > 0
        ? List.of()
        : Aftermath.parts(Aftermath.Duty.REMOVE, writing(run));
  }

  private static WritingRules writing(Run run) {
    return SyncRules.of(run.spec()).writing();
  }

  private void report(Lead lead) {
    Optional<Wish> wish = runs.wish(lead);
    if (wish.isEmpty()) {
      throw new LeadLostException(lead);
    }
    Run run = runs.find(lead.run()).orElseThrow();
    Counts counts = transfers.count(lead.run());
    RunState end = end(run, wish.get(), counts);
    Optional<String> refusal = end == RunState.FAILED ? gate.refusal(run) : Optional.empty();
    runs.arrived(lead, end, refusal);
  }

  private static RunState end(Run run, Wish wish, Counts counts) {
    return switch (wish) {
      case CANCEL -> RunState.CANCELLED;
      case PAUSE -> counts.pending() + counts.running() == 0 ? whole(run, counts) : RunState.PAUSED;
      case RUN -> whole(run, counts);
    };
  }

  private static RunState whole(Run run, Counts counts) {
    if (run.extent().scope() == Scope.PLAN) {
      return RunState.PLANNED;
    }
    return counts.failed() + counts.pending() + counts.running() == 0
        ? RunState.SUCCEEDED
        : RunState.FAILED;
  }

  private boolean goesOn(Lead lead) {
    Optional<Wish> wish = runs.wish(lead);
    if (wish.isEmpty()) {
      throw new LeadLostException(lead);
    }
    return wish.get() == Wish.RUN;
  }
}
