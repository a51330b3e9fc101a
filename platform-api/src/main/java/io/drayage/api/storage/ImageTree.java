package io.drayage.api.storage;

import java.util.List;

/**
 * What a reference stands for, layer by layer.
 *
 * @param repository where the image is
 * @param digest the manifest that the reference names, which may be an index
 * @param complete whether everything that was stored before the question is taken into account
 * @param images one, or one for each platform of an index
 */
public record ImageTree(
    String repository, String digest, boolean complete, List<TreeImage> images) {
  public ImageTree {
    images = List.copyOf(images);
  }
}
