package io.drayage.registries.explain;

import java.util.Locale;

/** How reading an image would end before anything is sent. */
public enum Outcome {
  /** At least one place may be asked, and the policy does not reject the image. */
  ALLOWED,
  /** Every place is blocked. */
  BLOCKED,
  /** The trust policy rejects the image whatever its signatures are. */
  REJECTED,
  /** The name stands for no image, or the configuration cannot be applied to it. */
  UNRESOLVED;

  /** Prints the word that the JSON uses. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
