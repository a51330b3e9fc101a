package io.drayage.copier.domain.run;

import io.drayage.copier.domain.sync.SyncRules;

/**
 * A part of a run that is worked on.
 *
 * @param exactness what happens when a source has changed meanwhile
 */
public record Part(
    Claim claim, SyncRules rules, Exactness exactness, Engine engine, Control control) {

  /** What happens when a source has changed after the plan was made. */
  public enum Exactness {
    /** The newer image is copied. */
    LATEST,
    /** Nothing is copied, and the transfer says what has changed. */
    AS_PLANNED
  }
}
