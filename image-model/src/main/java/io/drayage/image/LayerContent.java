package io.drayage.image;

import java.util.Objects;

/**
 * What a schema 1 manifest does not say of a layer, and only its bytes tell.
 *
 * @param size of the blob as it is stored, in bytes
 * @param diffId the digest of the uncompressed tar
 */
public record LayerContent(long size, Digest diffId) {
  public LayerContent {
    Objects.requireNonNull(diffId);
    if (size < 0) {
      throw new InvalidFormatException("the size of a layer is negative: " + size);
    }
  }
}
