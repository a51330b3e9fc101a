package io.drayage.copier.domain.registry;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.image.RegistryHost;
import java.util.List;
import java.util.Optional;

/** Remembers registries. Thread-safe; changes are there when a method returns. */
public interface RegistryRecords {

  /** Those behind a name, in the order of names. */
  List<StoredRegistry> list(String after, int limit);

  Optional<StoredRegistry> find(RegistryHost host);

  /** All of them, to be used by a run. */
  List<StoredRegistry> all();

  /**
   * Describes a registry, or changes that. Where a user is named without a password, the password
   * stays.
   */
  StoredRegistry put(RegistryHost host, RegistrySpec spec);

  boolean remove(RegistryHost host);
}
