package io.drayage.copier.domain.run;

import io.drayage.image.Digest;
import java.time.Instant;
import java.util.Optional;

/** Remembers when images were made, which never changes for a digest. Thread-safe. */
public interface Ages {

  /**
   * What is known of an image.
   *
   * @param made empty when the image does not say it
   */
  record Age(Optional<Instant> made) {}

  /** Empty when nothing is known. */
  Optional<Age> find(Digest manifest);

  void put(Digest manifest, Age age);
}
