package io.drayage.copier.queue;

import io.drayage.copier.domain.run.Run.Lead;
import java.util.Objects;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;

/** What a job is told: which run, and by whom it is led. Each leader has a job of its own. */
final class RunParameters {
  private static final String RUN = "run";
  private static final String EPOCH = "epoch";

  private RunParameters() {}

  static JobParameters of(Lead lead) {
    return new JobParametersBuilder()
        .addLong(RUN, lead.run())
        .addLong(EPOCH, (long) lead.epoch())
        .toJobParameters();
  }

  static Lead lead(StepExecution step) {
    JobParameters parameters = step.getJobExecution().getJobParameters();
    return new Lead(
        Objects.requireNonNull(parameters.getLong(RUN)),
        Math.toIntExact(Objects.requireNonNull(parameters.getLong(EPOCH))));
  }
}
