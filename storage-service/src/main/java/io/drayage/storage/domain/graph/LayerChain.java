package io.drayage.storage.domain.graph;

import io.drayage.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names stacks of layers: two images have the same name for a layer when that layer and all below
 * it are the same (image specification 1.1, config.md, "Layer ChainID").
 */
final class LayerChain {
  /** Keeps chains of blobs apart from chains of diff ids, which say more. */
  private static final String BLOBS = "blobs";

  private LayerChain() {}

  /** The chain up to each layer, by the digests of what the layers hold. */
  static List<Digest> ofDiffIds(List<Digest> diffIds) {
    List<Digest> chain = new ArrayList<>(diffIds.size());
    for (Digest diffId : diffIds) {
      chain.add(chain.isEmpty() ? diffId : joined(chain.getLast().toString(), diffId));
    }
    return chain;
  }

  /** The chain where nothing but the blobs is known: other compression means another layer. */
  static List<Digest> ofBlobs(List<Digest> blobs) {
    List<Digest> chain = new ArrayList<>(blobs.size());
    for (Digest blob : blobs) {
      chain.add(joined(chain.isEmpty() ? BLOBS : chain.getLast().toString(), blob));
    }
    return chain;
  }

  private static Digest joined(String below, Digest layer) {
    return Digest.of((below + " " + layer).getBytes(StandardCharsets.UTF_8));
  }
}
