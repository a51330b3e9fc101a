package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Run.Lead;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Makes a step execution for each part of a step. */
final class PartSplitter implements StepExecutionSplitter {
  private final JobRepository repository;
  private final String step;
  private final Parts parts;

  /** Which parts a step has for a run; each is described by what its worker needs to know. */
  @FunctionalInterface
  interface Parts {
    List<ExecutionContext> of(Lead lead);
  }

  PartSplitter(JobRepository repository, String step, Parts parts) {
    this.repository = repository;
    this.step = step;
    this.parts = parts;
  }

  @Override
  public String getStepName() {
    return step;
  }

  @Override
  public Set<StepExecution> split(StepExecution whole, int gridSize) {
    Set<StepExecution> split = new LinkedHashSet<>();
    int number = 0;
    for (ExecutionContext context : parts.of(RunParameters.lead(whole))) {
      StepExecution part =
          repository.createStepExecution(step + ":" + number++, whole.getJobExecution());
      part.setExecutionContext(context);
      repository.updateExecutionContext(part);
      split.add(part);
    }
    return split;
  }
}
