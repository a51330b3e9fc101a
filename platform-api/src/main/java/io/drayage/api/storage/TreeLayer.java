package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of an image.
 *
 * @param digest of the blob
 * @param diffId of what it holds, whatever its compression
 * @param chain stands for the layer and all below it
 * @param size of the blob in bytes
 * @param topOf images that end with it, {@code repository:tag}, up to 10
 * @param more whether there are more of them
 */
public record TreeLayer(
    String digest,
    @Nullable String diffId,
    String chain,
    long size,
    List<String> topOf,
    boolean more) {
  public TreeLayer {
    topOf = List.copyOf(topOf);
  }
}
