package io.drayage.storage.domain.trash;

import java.time.Instant;

/**
 * A deletion that can be undone until it expires.
 *
 * @param tags how many tags of it are in the trash
 * @param manifests how many manifests
 */
public record Removal(long number, Kind kind, Origin origin, long tags, long manifests) {

  /** What was asked to be deleted. */
  public enum Kind {
    TAG,
    REPOSITORY,
    RETENTION
  }

  /** Who deleted it, when, and until when it can be restored. */
  public record Origin(String actor, Instant at, Instant expiresAt) {}
}
