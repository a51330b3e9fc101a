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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  void work(Lead lead, long number) throws Exception {
    Optional<Claim> claimed = claims.claim(lead, number, desk.worker());
    if (claimed.isEmpty()) {
      return;
    }
    Claim claim = claimed.get();
    StepExecution execution = desk.repository().getStepExecution(number);
    Run run = runs.find(lead.run()).orElseThrow();
    if (execution == null) {
      throw new IllegalStateException("there is no step execution %d".formatted(number));
    }
    try (Engine engine = engines.open(run);
        Control control = new Control(() -> claims.wish(claim), Thread.currentThread())) {
      Part part =
          new Part(claim, SyncRules.of(run.spec()), run.extent().exactness(), engine, control);
      step(execution, part, run).execute(execution);
      if (isInterrupted(control)) {
        return;
      }
    }
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      claims.done(claim);
    } else {
      throw new IllegalStateException(
          "a part of run %d was broken off".formatted(lead.run()),
          execution.getFailureExceptions().stream().findFirst().orElse(null));
    }
  }

  /** A part that was taken over is for somebody else to end. */
  private static boolean isInterrupted(Control control) {
    return control.word() == Control.Word.LOST;
  }

  /** Nothing of it is in a transaction: a copy may take hours. */
  private Step step(StepExecution execution, Part part, Run run) {
    return new StepBuilder(execution.getStepName(), desk.repository())
        .tasklet(
            (_, _) -> {
              work(execution.getExecutionContext(), part, run);
              return RepeatStatus.FINISHED;
            },
            new ResourcelessTransactionManager())
        .build();
  }

  private void work(ExecutionContext context, Part part, Run run) throws InterruptedException {
    try {
      if (context.containsKey(RULES)) {
        work.plan().plan(part, numbers(context.getString(RULES)));
      } else if (context.containsKey(Aftermath.DUTY)) {
        work.aftermath()
            .perform(Aftermath.Duty.valueOf(context.getString(Aftermath.DUTY)), part, run);
      } else {
        work.transfer().transfer(part, context.getInt(PART));
      }
    } catch (InterruptedException e) {
      // The interruption was for this part alone, if it was the run that has been cancelled.
      if (part.control().goesOn()) {
        throw e;
      }
    }
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }
}
