package io.drayage.copier.domain.run;

import java.io.IOException;

/** Makes what runs work with. Thread-safe. */
public interface Engines {

  /**
   * Opens the engine of a run; parts of one run on one replica share it.
   *
   * @throws IOException when the configuration that the run names cannot be used
   */
  Engine open(Run run) throws IOException;
}
