package io.drayage.copy;

import io.drayage.image.Digest;

/**
 * What came of a copy that succeeded.
 *
 * @param sourceDigest the digest of the top-level manifest at the source
 * @param digest the digest of the top-level manifest at the destination ({@code --digestfile})
 */
public record CopyResult(
    CopyRequest request, Digest sourceDigest, Digest digest, Outcome outcome, CopyCounts counts) {

  /** Whether anything had to be done. */
  public enum Outcome {
    /** The destination had the image already; nothing was written. */
    UNCHANGED,
    COPIED
  }
}
