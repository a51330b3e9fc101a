package io.drayage.storage.domain.graph;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageManifest;
import io.drayage.image.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a node of a manifest and its config. What a layer holds is told by the diff ids of the
 * config: images that differ in compression alone have the same layers. Where there are none, or
 * not one for each layer, the blobs themselves have to do.
 */
final class ImageReading {
  /** Beyond, an image is left out; no engine runs one of more than 500. */
  static final int MOST_LAYERS = 2000;

  private static final int LONGEST_PLATFORM = 200;

  private ImageReading() {}

  static ImageNode read(
      ImageAddress address, ImageManifest manifest, Optional<ImageConfig> config) {
    return new ImageNode(
        address,
        manifest.config().digest(),
        config.map(ImageConfig::platform).map(ImageReading::text).orElse(""),
        size(manifest),
        layers(manifest.layers(), config.map(ImageConfig::diffIds).orElse(List.of())),
        DeclaredBase.of(manifest.annotations()));
  }

  private static List<LayerNode> layers(List<Descriptor> blobs, List<Digest> diffIds) {
    boolean known = diffIds.size() == blobs.size();
    List<Digest> chain =
        known
            ? LayerChain.ofDiffIds(diffIds)
            : LayerChain.ofBlobs(blobs.stream().map(Descriptor::digest).toList());
    List<LayerNode> layers = new ArrayList<>(blobs.size());
    for (int i = 0; i < blobs.size(); i++) {
      Optional<Digest> diffId = known ? Optional.of(diffIds.get(i)) : Optional.empty();
      layers.add(new LayerNode(blobs.get(i).digest(), blobs.get(i).size(), diffId, chain.get(i)));
    }
    return layers;
  }

  private static long size(ImageManifest manifest) {
    Map<Digest, Long> sizes = new HashMap<>();
    manifest.blobs().forEach(blob -> sizes.put(blob.digest(), blob.size()));
    // Layers that live elsewhere have the size that the manifest claims, whatever that is.
    return sizes.values().stream().reduce(0L, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
  }

  private static String text(Platform platform) {
    String text = platform.toString();
    boolean said = !platform.os().isEmpty() || !platform.architecture().isEmpty();
    return said && text.length() <= LONGEST_PLATFORM ? text : "";
  }
}
