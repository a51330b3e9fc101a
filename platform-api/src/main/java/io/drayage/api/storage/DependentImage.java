package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that needs another one or a layer.
 *
 * @param tags up to 20
 * @param above its layers above those that it needs
 */
public record DependentImage(
    String repository,
    String digest,
    @Nullable String platform,
    List<String> tags,
    List<AddedLayer> above) {
  public DependentImage {
    tags = List.copyOf(tags);
    above = List.copyOf(above);
  }

  /**
   * A layer that it adds.
   *
   * @param chain stands for the layer and all below it: images with the same one share all of them
   */
  public record AddedLayer(String digest, String chain, long size) {}
}
