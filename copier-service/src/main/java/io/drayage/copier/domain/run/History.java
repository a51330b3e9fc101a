package io.drayage.copier.domain.run;

import java.time.Duration;
import java.util.List;

/** What became of runs that nobody looks after. Thread-safe. */
public interface History {

  /**
   * How much is kept.
   *
   * @param age older runs are forgotten
   * @param runs of each sync, so many at most are kept
   */
  record Retention(Duration age, int runs) {
    public Retention {
      if (age.isNegative() || runs < 1) {
        throw new IllegalArgumentException("at least one run of a sync is kept");
      }
    }
  }

  /** Runs under way that wait for nobody. */
  List<Run> unattended();

  /**
   * Forgets runs that have ended, with their transfers and jobs. None is forgotten that may still
   * go on.
   *
   * @param limit how many at most
   * @return how many
   */
  int forget(Retention kept, int limit);
}
