package io.drayage.registries;

import io.drayage.image.DigestReference;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;

/** Which pulls a mirror serves: {@code pull-from-mirror} in containers-registries.conf(5). */
public enum MirrorUse {
  ALL("all"),
  DIGEST_ONLY("digest-only"),
  TAG_ONLY("tag-only");

  private final String text;

  MirrorUse(String text) {
    this.text = text;
  }

  /** Whether the mirror is asked for a reference. */
  public boolean serves(Reference reference) {
    return switch (reference) {
      case DigestReference _ -> this != TAG_ONLY;
      case TagReference _ -> this != DIGEST_ONLY;
    };
  }

  /** Prints the word of the configuration file. */
  @Override
  public String toString() {
    return text;
  }
}
