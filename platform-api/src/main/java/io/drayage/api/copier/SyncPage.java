package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of syncs, by name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record SyncPage(List<SyncResource> syncs, @Nullable String next) {
  public SyncPage {
    syncs = List.copyOf(syncs);
  }
}
