package io.drayage.storage.domain.trash;

import java.util.List;

/**
 * What was restored.
 *
 * @param skipped tags that stay in the trash, each with the reason
 */
public record Restoration(int tags, int manifests, List<Skipped> skipped) {
  public Restoration {
    skipped = List.copyOf(skipped);
  }

  /** A tag that was not restored. */
  public record Skipped(TrashedTag tag, String reason) {}
}
