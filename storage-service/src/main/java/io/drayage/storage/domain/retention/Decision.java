package io.drayage.storage.domain.retention;

import io.drayage.image.Digest;
import java.time.Instant;

/**
 * What becomes of a tag or a manifest, and why.
 *
 * @param reference the tag, or the digest of the manifest
 * @param digest where the tag points, or the digest again
 * @param pushedAt when it was pushed; a tag that is pushed anew does not go
 */
public record Decision(
    Kind kind, String reference, Digest digest, Verdict verdict, Instant pushedAt) {

  /** What is decided about. */
  public enum Kind {
    TAG,
    MANIFEST
  }

  /** Whether it goes, with the reason for a person. */
  public record Verdict(Fate fate, String reason) {
    static Verdict stays(String reason) {
      return new Verdict(Fate.STAYS, reason);
    }

    static Verdict goes(String reason) {
      return new Verdict(Fate.GOES, reason);
    }
  }

  /** What becomes of it. */
  public enum Fate {
    STAYS,
    GOES
  }

  public boolean goes() {
    return verdict.fate() == Fate.GOES;
  }
}
