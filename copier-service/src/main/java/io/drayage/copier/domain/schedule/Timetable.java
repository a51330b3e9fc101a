package io.drayage.copier.domain.schedule;

import io.drayage.copier.domain.sync.StoredSync;
import java.util.Collection;
import java.util.Map;

/** Lets syncs run by themselves. Thread-safe. */
public interface Timetable {

  /**
   * Follows a change of a sync, as part of the transaction of the caller.
   *
   * @throws io.drayage.api.ProblemException when its schedule cannot be read, or never comes
   */
  void changed(StoredSync sync);

  /** Forgets a sync, as part of the transaction of the caller. */
  void removed(String sync);

  /** The timing of syncs by their names; those that have none are absent. */
  Map<String, Timing> of(Collection<String> syncs);
}
