package io.drayage.storage.domain.scrub;

import io.drayage.image.Digest;
import java.time.Instant;
import java.util.List;

/**
 * A blob that is not sound.
 *
 * @param isServed whether clients are still told that it exists
 * @param images what cannot be pulled, as {@code repository:tag} or {@code repository@digest}
 */
public record Finding(
    Digest digest, Condition condition, Instant since, boolean isServed, List<String> images) {
  public Finding {
    images = List.copyOf(images);
  }
}
