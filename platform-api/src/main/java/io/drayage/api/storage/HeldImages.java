package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images that are kept back because they are too new.
 *
 * @param next what to ask behind for more; absent at the end
 */
public record HeldImages(List<Image> images, @Nullable String next) {
  public HeldImages {
    images = List.copyOf(images);
  }

  /**
   * One of them.
   *
   * @param askedAt when somebody asked for it for the first time
   * @param servedFrom from when on it is served by itself; absent when that is not known
   */
  public record Image(
      String repository, String digest, Instant askedAt, @Nullable Instant servedFrom) {}
}
