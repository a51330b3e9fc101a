package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scrubber did and found.
 *
 * @param stage what it looks at now: {@code blobs}, {@code strays} or, between two passes, {@code
 *     rest}
 * @param begunAt when this pass began, or the last one
 * @param endedAt when it ended; absent while it goes on
 * @param blobs how many blobs it has read
 * @param bytes how many bytes these have
 * @param strays how much content it has removed that nobody knows
 * @param findings blobs that are not sound, the newest first, at most 1000
 */
public record ScrubStatus(
    String stage,
    Instant begunAt,
    @Nullable Instant endedAt,
    long blobs,
    long bytes,
    long strays,
    List<Finding> findings) {
  public ScrubStatus {
    findings = List.copyOf(findings);
  }

  /**
   * A blob that is not sound.
   *
   * @param condition {@code damaged} or {@code missing}
   * @param served whether clients are still told that it exists
   * @param images what cannot be pulled, as {@code repository:tag} or {@code repository@digest}
   */
  public record Finding(
      String digest, String condition, Instant since, boolean served, List<String> images) {
    public Finding {
      images = List.copyOf(images);
    }
  }
}
