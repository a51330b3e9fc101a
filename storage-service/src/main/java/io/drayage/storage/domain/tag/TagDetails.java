package io.drayage.storage.domain.tag;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.Tag;
import java.time.Instant;
import java.util.Optional;

/**
 * A tag with what it points at.
 *
 * @param bytes the size of the manifest and of all blobs that it and its children need, each once
 */
public record TagDetails(Tag tag, Digest digest, MediaType mediaType, long bytes, Times times) {

  /**
   * When it was used.
   *
   * @param pushedAt when it was last pushed, to a new digest or the same
   * @param pulledAt when it or its manifest was last pulled, some seconds late; nothing if never
   */
  public record Times(Instant pushedAt, Optional<Instant> pulledAt) {}
}
