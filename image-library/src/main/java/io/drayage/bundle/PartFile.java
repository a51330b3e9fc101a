package io.drayage.bundle;

import java.nio.file.Path;

/**
 * A file that is a part of a bundle.
 *
 * @param head where the first piece's entry begins, in bytes
 */
record PartFile(Path path, PartIdentity identity, long head) {

  /** {@code 2 of 3}. */
  String place() {
    return identity.number() + " of " + identity.count();
  }

  /** For messages: {@code part 2 of 3 (/mnt/images.part-2-of-3.tar)}. */
  @Override
  public String toString() {
    return "part %s (%s)".formatted(place(), path);
  }
}
