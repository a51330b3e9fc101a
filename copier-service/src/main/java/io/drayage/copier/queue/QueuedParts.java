package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Claims;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Sends the parts of a step to the queue, and waits until all are done. */
public final class QueuedParts implements PartitionHandler {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final JobRepository repository;
  private final Runs runs;
  private final Claims claims;
  private final PartTasks queue;

  public QueuedParts(JobRepository repository, Runs runs, Claims claims, PartTasks queue) {
    this.repository = repository;
    this.runs = runs;
    this.claims = claims;
    this.queue = queue;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution step)
      throws Exception {
    Set<StepExecution> parts = splitter.split(step, 0);
    if (parts.isEmpty()) {
      return List.of();
    }
    Lead lead = RunParameters.lead(step);
    Run run = runs.find(lead.run()).orElseThrow();
    List<Long> numbers = parts.stream().map(StepExecution::getId).toList();
    claims.offer(lead, numbers);
    queue.add(run, lead, numbers);
    Wish heard = Wish.RUN;
    while (claims.open(lead) > 0) {
      Wish wish = runs.wish(lead).orElseThrow(() -> new LeadLostException(lead));
      if (wish != heard) {
        heard = wish;
        queue.hurry(numbers);
      }
      Thread.sleep(INTERVAL);
    }
    List<StepExecution> ended = new ArrayList<>();
    for (long number : numbers) {
      ended.add(Objects.requireNonNull(repository.getStepExecution(number)));
    }
    return ended;
  }
}
