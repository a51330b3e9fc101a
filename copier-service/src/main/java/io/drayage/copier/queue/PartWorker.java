package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Claims;
import io.drayage.copier.domain.run.Control;
import io.drayage.copier.domain.run.Engine;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.Part;
import io.drayage.copier.domain.run.PlanWork;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.TransferWork;
import io.drayage.copier.domain.sync.SyncRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * Works on parts of runs: claims one, does what it says, and says that it is done. A part whose
 * work was broken off from outside is handed back; the next one goes on where it stopped.
 */
public final class PartWorker {
  /** Which sources a part of the plan is for. */
  static final String RULES = "rules";

  /** The number of a part of the transfers. */
  static final String PART = "part";

  private final Runs runs;
  private final Claims claims;
  private final Engines engines;
  private final Work work;
  private final Desk desk;

  /** What is done. */
  public record Work(PlanWork plan, TransferWork transfer, Aftermath aftermath) {}

  /**
   * Where it is done.
   *
   * @param worker the name of this replica
   */
  public record Desk(JobRepository repository, String worker) {}

  public PartWorker(Runs runs, Claims claims, Engines engines, Work work, Desk desk) {
    this.runs = runs;
    this.claims = claims;
    this.engines = engines;
    this.work = work;
    this.desk = desk;
  }

  /**
   * Works on a part.
   *
   * @return how long to wait before the rest can be done; empty when nothing is left to do
   */
  Optional<Duration> work(Lead lead, long number) throws Exception {
    Optional<Claim> claimed = claims.claim(lead, number, desk.worker());
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    Claim claim = claimed.get();
    StepExecution execution = desk.repository().getStepExecution(number);
    Run run = runs.find(lead.run()).orElseThrow();
    if (execution == null) {
      throw new IllegalStateException("there is no step execution %d".formatted(number));
    }
    SyncRules rules = SyncRules.of(run.spec());
    AtomicReference<Optional<Duration>> rest = new AtomicReference<>(Optional.empty());
    try (Engine engine = engines.open(run)) {
      step(
              execution,
              () -> {
                // The record of the step is written when nothing interrupts any more.
                try (Control control =
                    new Control(() -> claims.wish(claim), Thread.currentThread())) {
                  rest.set(
                      work(
                          execution.getExecutionContext(),
                          new Part(claim, rules, run.extent().exactness(), engine, control),
                          run));
                }
              })
          .execute(execution);
    }
    if (claims.wish(claim).isEmpty()) {
      return Optional.empty(); // it was taken over, and is for somebody else to end
    }
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      if (rest.get().isEmpty()) {
        claims.done(claim);
      }
      return rest.get();
    } else {
      throw new IllegalStateException(
          "a part of run %d was broken off".formatted(lead.run()),
          execution.getFailureExceptions().stream().findFirst().orElse(null));
    }
  }

  /** What a step does. */
  @FunctionalInterface
  private interface Duty {
    void perform() throws InterruptedException;
  }

  /** Nothing of it is in a transaction: a copy may take hours. */
  private Step step(StepExecution execution, Duty duty) {
    return new StepBuilder(execution.getStepName(), desk.repository())
        .tasklet(
            (_, _) -> {
              duty.perform();
              return RepeatStatus.FINISHED;
            },
            new ResourcelessTransactionManager())
        .build();
  }

  private Optional<Duration> work(ExecutionContext context, Part part, Run run)
      throws InterruptedException {
    try {
      if (context.containsKey(RULES)) {
        return work.plan().plan(part, numbers(context.getString(RULES)));
      } else if (context.containsKey(Aftermath.DUTY)) {
        work.aftermath()
            .perform(Aftermath.Duty.valueOf(context.getString(Aftermath.DUTY)), part, run);
        return Optional.empty();
      } else {
        return work.transfer().transfer(part, context.getInt(PART));
      }
    } catch (InterruptedException e) {
      // The interruption was for this part alone, if it was the run that has been cancelled.
      if (part.control().goesOn()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }
}
