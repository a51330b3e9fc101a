package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of runs, the latest first.
 *
 * @param next what to send as {@code before} for the next part; absent in the last one
 */
public record RunPage(List<RunResource> runs, @Nullable Long next) {
  public RunPage {
    runs = List.copyOf(runs);
  }
}
