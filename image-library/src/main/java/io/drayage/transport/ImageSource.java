package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * An image that is read. Thread-safe: blobs may be read at the same time. Missing content is a
 * {@link ContentNotFoundException}. Keep this small; abilities that only some places have are
 * interfaces of their own.
 */
public interface ImageSource extends Closeable {

  ImageLocation location();

  /**
   * The digest of the top-level manifest, found out as cheaply as the place can (one HEAD for a
   * registry). Empty when the place cannot tell without reading the manifest.
   */
  Optional<Digest> resolve() throws IOException;

  /** The top-level manifest; the same bytes however often it is asked for. */
  RawManifest manifest() throws IOException;

  /** A manifest that an index of this image lists, verified against its descriptor. */
  RawManifest manifest(Descriptor child) throws IOException;

  /**
   * Opens a blob. The stream checks size and digest before it reports its end, and fails with an
   * {@code IOException} when they differ; the caller closes it.
   */
  BlobContent blob(Descriptor blob) throws IOException;

  /** An extra ability of this source, such as {@link RangeReads}. */
  default <T> Optional<T> as(Class<T> ability) {
    return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
  }
}
