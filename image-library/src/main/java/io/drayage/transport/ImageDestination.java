package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A place that an image is written to. Thread-safe: blobs may be written at the same time. Every
 * put is idempotent. The order is: blobs, then manifests from the leaves up, then {@link #commit};
 * whoever closes without a commit leaves the place as it was before, except for content that no
 * name points at.
 */
public interface ImageDestination extends Closeable {

  ImageLocation location();

  /** What a layer must be like here. */
  LayerForm layerForm();

  /** Whether a manifest of this type can be stored. */
  boolean accepts(MediaType manifestType);

  /** The digest of the top-level manifest that is there now; empty when there is none. */
  Optional<Digest> resolve() throws IOException;

  /** Whether the content of a blob is there already, with the right size when that is known. */
  boolean hasBlob(Descriptor blob) throws IOException;

  /**
   * Stores a blob. Its digest is verified while it is written; on a mismatch nothing is stored.
   *
   * @param blob the digest and media type, and the size in bytes that the body must have
   */
  void putBlob(Descriptor blob, Body body) throws IOException;

  /** Whether a manifest is there already. */
  boolean hasManifest(Digest digest) throws IOException;

  /** Stores a manifest under its digest only: a child of an index. */
  void putManifest(RawManifest manifest) throws IOException;

  /** Stores the top-level manifest and makes the image visible under this location's name. */
  void commit(RawManifest manifest) throws IOException;

  /** An extra ability of this destination, such as {@link BlobMounting}. */
  default <T> Optional<T> as(Class<T> ability) {
    return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
  }
}
