package io.drayage.sync;

import io.drayage.copy.CopyOptions;
import io.drayage.image.InvalidFormatException;
import java.util.Objects;

/**
 * Which images shall be where.
 *
 * @param options how each image is copied; a sync file may choose other platforms for a repository
 */
public record SyncRequest(
    SyncSource source, SyncDestination destination, SyncNaming naming, CopyOptions options) {
  public SyncRequest {
    Objects.requireNonNull(source);
    Objects.requireNonNull(destination);
    Objects.requireNonNull(naming);
    Objects.requireNonNull(options);
    if (source instanceof SyncSource.Folder && destination.kind() == SyncDestination.Kind.DIR) {
      throw new InvalidFormatException(
          "sync from 'dir' to 'dir' not implemented, consider using rsync instead");
    }
  }
}
