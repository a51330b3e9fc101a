package io.drayage.copy;

import io.drayage.image.ImageManifest;
import io.drayage.image.MediaType;
import java.util.List;

/**
 * How one image is stored at the destination.
 *
 * @param form the media type of its manifest
 * @param layers what is done to each of its layers, in their order
 */
record ImageDecision(MediaType form, List<LayerChange> layers) {

  ImageDecision {
    layers = List.copyOf(layers);
  }

  /** Whether the manifest stays the same, byte for byte. */
  boolean keeps(ImageManifest manifest) {
    return form.equals(manifest.raw().mediaType())
        && layers.stream().allMatch(change -> change instanceof LayerChange.None);
  }
}
