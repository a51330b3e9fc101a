package io.drayage.transport.local;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.transport.ImageLocation;
import java.io.IOException;

/** Refuses to name an image whose blobs are not all there. */
final class StoredBlobs {
  private StoredBlobs() {}

  /** Children of an index may be missing: that is what {@code --multi-arch index-only} is. */
  static void require(RawManifest manifest, StoredImages images, ImageLocation location)
      throws IOException {
    StoredImages.Content content = images.below(manifest);
    MediaType type = manifest.mediaType();
    for (Digest missing : content.missing()) {
      if (!type.isIndex() || content.blobs().contains(missing)) {
        throw new IOException(
            "%s: %s cannot be named, %s is not there; if another process deletes images there, run the same command again"
                .formatted(location, manifest.digest(), missing));
      }
    }
  }
}
