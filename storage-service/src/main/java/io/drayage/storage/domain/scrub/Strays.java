package io.drayage.storage.domain.scrub;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What a store holds that no record knows: what a kill left between two steps. */
public interface Strays {
  /**
   * Looks at some of what is stored and removes what nobody knows, safe against pushes that are
   * going on.
   *
   * @param after where the last sweep ended; empty to begin
   * @param before what is younger than this stays
   */
  Sweep sweep(String after, Instant before) throws IOException;

  /**
   * What one sweep did.
   *
   * @param next where to go on, or nothing at the end
   */
  record Sweep(int removed, Optional<String> next) {}
}
