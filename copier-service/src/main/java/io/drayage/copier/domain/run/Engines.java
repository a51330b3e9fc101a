package io.drayage.copier.domain.run;

import io.drayage.api.copier.PolicyVersion;
import java.io.IOException;
import java.util.Optional;

/** Makes what runs work with. Thread-safe. */
public interface Engines {

  /**
   * Opens the engine of a run; parts of one run on one replica share it.
   *
   * @throws IOException when the configuration that the run names cannot be used
   */
  Engine open(Run run) throws IOException;

  /**
   * Opens an engine for what belongs to no run.
   *
   * @param policy the service's own configuration counts without one
   * @throws IOException when the configuration cannot be used
   */
  Engine openApart(Optional<PolicyVersion> policy) throws IOException;
}
