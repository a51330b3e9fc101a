package io.drayage.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a layer is compressed, as far as its media type tells. */
public enum LayerCompression {
  NONE,
  GZIP,
  ZSTD,
  /** The media type is not that of a known kind of layer: an artifact's, or an encrypted one. */
  UNKNOWN;

  /** Layers of the same kind by their compression. Docker has no zstd. */
  private static final List<Map<LayerCompression, MediaType>> FAMILIES =
      List.of(
          Map.of(
              NONE, MediaType.OCI_LAYER,
              GZIP, MediaType.OCI_LAYER_GZIP,
              ZSTD, MediaType.OCI_LAYER_ZSTD),
          Map.of(
              NONE, MediaType.OCI_FOREIGN_LAYER,
              GZIP, MediaType.OCI_FOREIGN_LAYER_GZIP,
              ZSTD, MediaType.OCI_FOREIGN_LAYER_ZSTD),
          Map.of(NONE, MediaType.DOCKER_LAYER, GZIP, MediaType.DOCKER_LAYER_GZIP),
          Map.of(NONE, MediaType.DOCKER_FOREIGN_LAYER, GZIP, MediaType.DOCKER_FOREIGN_LAYER_GZIP));

  public static LayerCompression of(MediaType layer) {
    for (Map<LayerCompression, MediaType> family : FAMILIES) {
      for (Map.Entry<LayerCompression, MediaType> member : family.entrySet()) {
        if (member.getValue().equals(layer)) {
          return member.getKey();
        }
      }
    }
    return UNKNOWN;
  }

  /**
   * The media type of the same kind of layer (OCI or Docker, foreign or not) with this compression.
   * Nothing when the layer is of no known kind, or its kind has no such compression: Docker's have
   * no zstd.
   */
  public Optional<MediaType> applyTo(MediaType layer) {
    return FAMILIES.stream()
        .filter(family -> family.containsValue(layer))
        .findFirst()
        .map(family -> family.get(this));
  }
}
