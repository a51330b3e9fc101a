package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;

/**
 * A blob, or what of a blob one part holds.
 *
 * @param blob the digest of the whole blob
 * @param start the first byte of the blob that is here
 * @param size in bytes
 * @param digest of the bytes that are here
 */
public record BundlePiece(Digest blob, long start, long size, Digest digest) {

  public BundlePiece {
    if (start < 0 || size < 0) {
      throw new InvalidFormatException("a piece of %s has a negative position".formatted(blob));
    }
  }

  static BundlePiece whole(Digest blob, long size) {
    return new BundlePiece(blob, 0, size, blob);
  }

  boolean isWhole() {
    return digest.equals(blob);
  }

  /** The name of its entry in the archive. A blob that is whole lies where a layout has it. */
  String entryName() {
    String name = blob.algorithm().label() + "/" + blob.hex();
    return isWhole() ? "blobs/" + name : "pieces/%s.%d".formatted(name, start);
  }
}
