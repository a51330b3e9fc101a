package io.drayage.copier.domain.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the service is, for those who watch over it.
 *
 * @param runs how many are in each state that is no end, by its label
 * @param queued how much waits in each queue, by its name
 */
public record Situation(Map<String, Long> runs, Map<String, Long> queued, List<OfSync> syncs) {

  /**
   * How a sync is.
   *
   * @param lastSuccess the end of the last run that succeeded
   * @param lastState of the last run that has ended
   */
  public record OfSync(String name, Optional<Instant> lastSuccess, Optional<String> lastState) {}

  public Situation {
    runs = Map.copyOf(runs);
    queued = Map.copyOf(queued);
    syncs = List.copyOf(syncs);
  }

  /** Finds out. */
  @FunctionalInterface
  public interface Source {
    Situation now();
  }
}
