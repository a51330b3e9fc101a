package io.drayage.copier.domain.run;

import io.drayage.copy.Copier;
import io.drayage.sync.Sync;

/**
 * What a run works with on this replica: connections and memory that its parts share. Thread-safe;
 * whoever opened it closes it.
 */
public interface Engine extends AutoCloseable {

  /** Finds the images of sources. */
  Sync sync();

  /** Copies images, and remembers where their blobs are. */
  Copier copier();

  /** How the destination is reached. */
  io.drayage.transport.TransportContext destination();

  /** The tags of registries, without the mirrors that they have. */
  RegistryTags tags();

  @Override
  void close();
}
