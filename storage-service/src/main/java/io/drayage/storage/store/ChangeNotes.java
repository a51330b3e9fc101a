package io.drayage.storage.store;

import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of changes that can also be a part of the statement that performs the change. */
public interface ChangeNotes extends ChangeLog {
  /** Makes a change part of a statement, which saves a round trip. */
  Note note(Change change);

  /**
   * What writes a change down.
   *
   * @param sql expressions for the {@code with} of a statement, which must not use their names:
   *     {@code noted} and {@code told}
   * @param values of its parameters, in order
   */
  record Note(String sql, List<@Nullable Object> values) {
    public Note {
      values = Collections.unmodifiableList(new ArrayList<>(values)); // some are null
    }
  }
}
