package io.drayage.api.storage;

import java.util.List;

/**
 * The image whose layers are the lowest of another one; of several, the one with the most.
 *
 * @param images its names, {@code repository:tag} or {@code repository@digest}, up to 10
 * @param layers how many layers it has
 */
public record BaseImage(List<String> images, int layers) {
  public BaseImage {
    images = List.copyOf(images);
  }
}
