package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of images that need an image or a layer.
 *
 * @param complete whether everything that was stored before the question is taken into account
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record DependentPage(List<DependentImage> images, boolean complete, @Nullable String next) {
  public DependentPage {
    images = List.copyOf(images);
  }
}
