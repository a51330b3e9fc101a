package io.drayage.copier.domain.webhook;

import java.time.Duration;
import java.util.Optional;

/** Remembers which registries may ask for runs of which syncs, and that they did. Thread-safe. */
public interface SyncHooks {
  /**
   * Makes a token for a sync; the one before is no longer good.
   *
   * @return empty when there is no such sync
   */
  Optional<String> newToken(String sync);

  /**
   * Asks for a run, once it has been quiet for a while.
   *
   * @param longest the run begins so long after the first push at the latest
   * @return false when the token is not the one of this sync
   */
  boolean push(String sync, String token, Duration quiet, Duration longest);

  /**
   * Gives the next sync that is due to a starter, as part of whose transaction it is no longer due.
   *
   * @param busy what was asked for of a sync that is at work is looked at again after this time
   * @return whether there was one
   */
  boolean startDue(Starter starter, Duration busy);

  /** Begins runs. */
  @FunctionalInterface
  interface Starter {
    /** Begins one; false when the sync is at work. */
    boolean start(String sync);
  }
}
