package io.drayage.copier.domain.run;

import io.drayage.api.copier.RunPlan;
import java.util.List;
import java.util.OptionalDouble;

/** Sums up plans. Thread-safe. */
@FunctionalInterface
public interface Plans {

  /**
   * What is left to be copied.
   *
   * @param bytesPerSecond of the latest runs of the same sync; empty when they say nothing
   */
  record Summary(List<RunPlan.Source> sources, OptionalDouble bytesPerSecond) {}

  Summary summary(Run run);
}
