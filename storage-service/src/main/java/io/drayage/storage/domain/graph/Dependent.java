package io.drayage.storage.domain.graph;

import io.drayage.image.Tag;
import java.util.List;

/**
 * An image that needs another one or a layer.
 *
 * @param platform what it runs on; empty when it does not say
 * @param above its layers above those that it needs; above the base for a question about a layer
 */
public record Dependent(
    ImageAddress address, String platform, List<Tag> tags, List<LayerNode> above) {

  public Dependent {
    tags = List.copyOf(tags);
    above = List.copyOf(above);
  }
}
