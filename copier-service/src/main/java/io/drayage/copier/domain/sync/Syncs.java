package io.drayage.copier.domain.sync;

import io.drayage.api.copier.SyncSpec;
import java.util.List;
import java.util.Optional;

/** Remembers syncs. Thread-safe; changes are there when a method returns. */
public interface Syncs {

  /** Those behind a name, in the order of names. */
  List<StoredSync> list(String after, int limit);

  Optional<StoredSync> find(String name);

  /** Defines a sync, or changes it; the same specification again is no change. */
  StoredSync put(String name, SyncSpec spec);

  /** Forgets a sync; its runs stay. */
  boolean remove(String name);
}
