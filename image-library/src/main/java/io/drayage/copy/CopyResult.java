package io.drayage.copy;

import io.drayage.image.Digest;

/**
 * What came of a copy that succeeded.
 *
 * @param sourceDigest the digest of the top-level manifest at the source
 * @param digest the digest of the top-level manifest at the destination ({@code --digestfile})
 * @param counts what was done, for the referrers as well
 */
public record CopyResult(
    CopyRequest request,
    Digest sourceDigest,
    Digest digest,
    Outcome outcome,
    CopyCounts counts,
    ReferrerOutcome referrers) {

  /** A result that does not tell of referrers. */
  public CopyResult(
      CopyRequest request, Digest sourceDigest, Digest digest, Outcome outcome, CopyCounts counts) {
    this(
        request,
        sourceDigest,
        digest,
        outcome,
        counts,
        ReferrerOutcome.notAsked(ReferrerOutcome.Inquiry.NOT_WANTED));
  }

  /** Whether anything had to be done. */
  public enum Outcome {
    /** The destination had the image already; at most referrers of it were written. */
    UNCHANGED,
    COPIED
  }
}
