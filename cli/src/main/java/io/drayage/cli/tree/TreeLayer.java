package io.drayage.cli.tree;

import io.drayage.image.Digest;
import java.util.List;

/**
 * A layer.
 *
 * @param size in bytes, as it is transferred
 * @param topOf the images that end with it
 * @param more whether there are more of them
 */
public record TreeLayer(Digest digest, long size, List<String> topOf, boolean more) {
  public TreeLayer {
    topOf = List.copyOf(topOf);
  }
}
