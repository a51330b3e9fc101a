package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of retention, the newest first.
 *
 * @param next what to send as {@code before} for older ones; absent when there are none
 */
public record RetentionRuns(List<RetentionRun> runs, @Nullable Long next) {
  public RetentionRuns {
    runs = List.copyOf(runs);
  }
}
