package io.drayage.storage.domain.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A queue of events to an endpoint, in which one waits for the one before. Events of a repository
 * are always in the same one; an event that fails holds up one lane and not the others.
 */
public record Lane(int number) {
  /** How many there are; fixed, because it is part of what is stored. */
  public static final int COUNT = 8;

  /** The lane of a change, the same in every process. */
  public static Lane of(Change change) {
    CRC32C checksum = new CRC32C();
    change
        .repository()
        .ifPresent(path -> checksum.update(path.value().getBytes(StandardCharsets.UTF_8)));
    return new Lane((int) (checksum.getValue() % COUNT));
  }
}
