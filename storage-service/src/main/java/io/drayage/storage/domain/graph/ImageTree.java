package io.drayage.storage.domain.graph;

import io.drayage.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What a reference stands for, layer by layer.
 *
 * @param address the manifest that the reference names, which may be an index
 * @param images one, or one for each platform of an index
 * @param complete whether everything that was stored before the question is taken into account
 */
public record ImageTree(ImageAddress address, List<Image> images, boolean complete) {

  public ImageTree {
    images = List.copyOf(images);
  }

  /** An image with its layers, the base first. */
  public record Image(
      ImageNode node, List<Tag> tags, List<Layer> layers, Optional<Base> base, StoredBytes bytes) {

    public Image {
      tags = List.copyOf(tags);
      layers = List.copyOf(layers);
    }
  }

  /**
   * A layer, and the images that have exactly this one and those below it.
   *
   * @param more whether there are more of them than are listed
   */
  public record Layer(LayerNode node, List<ImageName> topOf, boolean more) {
    public Layer {
      topOf = List.copyOf(topOf);
    }
  }

  /**
   * The image that this one was built on: of those whose layers are its lowest, the one with the
   * most.
   *
   * @param layers how many layers it has
   */
  public record Base(List<ImageName> names, int layers) {
    public Base {
      names = List.copyOf(names);
    }
  }
}
