package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image with its layers, the base first. Sizes are in bytes, as blobs are stored.
 *
 * @param config the digest that container engines call the image's ID
 * @param platform {@code os/architecture[/variant]}, by the config
 * @param size config and layers, each blob counted once
 * @param exclusiveBytes the part of the stored blobs that no other manifest of the registry needs
 * @param sharedBytes the rest of them
 * @param tags up to 20, by the image's own manifest or by an index that lists it
 * @param base the image that it was built on, by its layers
 * @param declaredBase what its annotations say that it was built on
 */
public record TreeImage(
    String digest,
    String config,
    @Nullable String platform,
    long size,
    long exclusiveBytes,
    long sharedBytes,
    List<String> tags,
    @Nullable BaseImage base,
    @Nullable DeclaredBaseImage declaredBase,
    List<TreeLayer> layers) {
  public TreeImage {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }
}
