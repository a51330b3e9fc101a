package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * An image as the graph knows it.
 *
 * @param config the digest of its config, which container engines call the image's ID
 * @param platform {@code os/architecture[/variant]}; empty when the config does not tell
 * @param size bytes of config and layers, each blob counted once
 * @param layers the base first
 */
public record ImageNode(
    ImageAddress address,
    Digest config,
    String platform,
    long size,
    List<LayerNode> layers,
    Optional<DeclaredBase> base) {

  public ImageNode {
    layers = List.copyOf(layers);
  }

  /** The layer on top with all below it; nothing for an image without layers. */
  public Optional<Digest> chain() {
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers.getLast().chain());
  }
}
