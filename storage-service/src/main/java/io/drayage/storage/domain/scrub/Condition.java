package io.drayage.storage.domain.scrub;

/** What a look at a stored blob told. */
public enum Condition {
  SOUND,
  /** It has other bytes than its digest says. */
  DAMAGED,
  /** There are no bytes of it. */
  MISSING
}
