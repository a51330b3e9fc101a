package io.drayage.sync;

import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TransportContext;

/**
 * How the two sides of a run are reached. Whoever made the contexts closes what they hold, after
 * the run. Thread-safe.
 */
public interface SyncContexts {

  /**
   * The source side. The same context is returned for equal options, so that connections and tokens
   * are shared.
   *
   * @param entry what an entry of a sync file says; where it is as {@link
   *     RegistryOptions#CONFIGURED}, the command line's word counts
   */
  TransportContext source(RegistryOptions entry);

  TransportContext destination();
}
