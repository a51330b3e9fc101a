package io.drayage.registry;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the marks that are worth it: all of a registry in which only the newest location of a
 * session counts, one a second of others.
 */
final class ChunkTrail {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final UploadTrail trail;
  private final InstantSource clock;
  private @Nullable URI location;
  private Instant next = Instant.MIN;

  ChunkTrail(UploadTrail trail, InstantSource clock) {
    this.trail = trail;
    this.clock = clock;
  }

  /** The registry has confirmed a chunk. */
  void confirmed(BlobUpload session) {
    Instant now = clock.instant();
    if (session.location().equals(location) && now.isBefore(next)) {
      return;
    }
    location = session.location();
    next = now.plus(INTERVAL);
    trail.mark(new UploadMark(session.location(), session.offset(), session.chunkMinimum()));
  }

  void forget() {
    location = null;
    trail.forget();
  }
}
