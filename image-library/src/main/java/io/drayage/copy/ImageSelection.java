package io.drayage.copy;

import io.drayage.image.Platform;
import java.util.List;

/** What of an index is copied ({@code --multi-arch}); an image that is no index is copied whole. */
public sealed interface ImageSelection {

  /** The one image that runs on the {@linkplain CopyOptions#platform() platform}; no index. */
  record OnePlatform() implements ImageSelection {}

  /** Every image, and the index. */
  record All() implements ImageSelection {}

  /** The index alone; its images must be at the destination already. */
  record IndexOnly() implements ImageSelection {}

  /** The images of some platforms, and an index that lists only those. */
  record Platforms(List<Platform> platforms) implements ImageSelection {
    public Platforms {
      platforms = List.copyOf(platforms);
    }
  }
}
