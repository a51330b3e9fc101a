package io.drayage.cli.tree;

import io.drayage.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * An image with its layers, the base first.
 *
 * @param config its digest is what engines call the image's ID
 * @param platform as text; empty when nobody tells
 * @param size in bytes, as it is transferred
 * @param known what only the image graph of a registry tells
 */
public record TreeImage(
    Digest manifest,
    Digest config,
    String platform,
    long size,
    List<TreeLayer> layers,
    Optional<Known> known) {

  public TreeImage {
    layers = List.copyOf(layers);
  }

  /**
   * What the graph tells.
   *
   * @param tags names of the image
   * @param base names of the image that it was built on
   * @param baseLayers how many layers that has
   * @param exclusive bytes that a deletion would free
   */
  public record Known(List<String> tags, List<String> base, int baseLayers, long exclusive) {
    public Known {
      tags = List.copyOf(tags);
      base = List.copyOf(base);
    }
  }
}
