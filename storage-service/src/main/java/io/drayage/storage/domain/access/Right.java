package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import java.util.Locale;

/** What somebody may do to a repository. */
public enum Right {
  /** Read manifests, blobs, tags and referrers, and find the repository in lists. */
  PULL,
  /** Upload blobs, push manifests and move tags. */
  PUSH,
  /** Delete manifests, tags and blobs. */
  DELETE,
  /** All of these, and the settings of the repository. */
  ADMIN;

  /** Whether somebody with this right may do what another one allows. */
  public boolean covers(Right wanted) {
    return this == wanted || this == ADMIN;
  }

  /** How it is written in settings, requests and tokens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a label.
   *
   * @throws InvalidFormatException when there is no such right
   */
  public static Right parse(String text) {
    for (Right right : values()) {
      if (right.label().equals(text)) {
        return right;
      }
    }
    throw new InvalidFormatException(
        "there is no such right: expected pull, push, delete or admin");
  }
}
