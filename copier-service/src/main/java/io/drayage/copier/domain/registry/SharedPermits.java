package io.drayage.copier.domain.registry;

import io.drayage.image.RegistryHost;
import io.drayage.registry.HostPermits;
import java.util.Optional;

/** Permits that all replicas share, of registries that have a limit. Thread-safe. */
public interface SharedPermits extends HostPermits {

  /** Lets so many blobs from, and so many to, a registry at the same time; empty for no limit. */
  void limit(RegistryHost host, Optional<Integer> blobs);
}
