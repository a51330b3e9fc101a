package io.drayage.api.storage;

import java.util.List;

/**
 * What was restored.
 *
 * @param skipped tags that stay in the trash
 */
public record Restored(int tags, int manifests, List<Skipped> skipped) {
  public Restored {
    skipped = List.copyOf(skipped);
  }

  /** A tag that was not restored, and why. */
  public record Skipped(String repository, String tag, String reason) {}
}
