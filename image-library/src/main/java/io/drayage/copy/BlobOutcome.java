package io.drayage.copy;

/** How a blob came to the destination. */
public enum BlobOutcome {
  /** It was there already. */
  SKIPPED,
  MOUNTED,
  TRANSFERRED
}
