package io.drayage.copy;

import io.drayage.encryption.EncryptedLayer;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.LayerCompression;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A layer that was changed on its way, as it lies at the destination.
 *
 * @param size in bytes
 * @param annotations what the change says of the layer besides
 */
record StoredLayer(Digest digest, long size, LayerChange change, Map<String, String> annotations) {

  StoredLayer {
    annotations = Map.copyOf(annotations);
  }

  /**
   * How a manifest names the layer now.
   *
   * @param layer how the source's manifest does, or what a conversion made of that
   */
  Descriptor describe(Descriptor layer) {
    Descriptor described = describe(layer, change);
    Map<String, String> all = new LinkedHashMap<>(described.annotations());
    all.putAll(annotations);
    return described.withAnnotations(all);
  }

  private Descriptor describe(Descriptor layer, LayerChange change) {
    return switch (change) {
      case LayerChange.None _ ->
          new Descriptor(layer.mediaType(), digest, size).withAnnotations(layer.annotations());
      case LayerChange.Compress(var algorithm, _) ->
          layer.recompressed(
              switch (algorithm) {
                case GZIP -> LayerCompression.GZIP;
                case ZSTD, ZSTD_CHUNKED -> LayerCompression.ZSTD;
              },
              digest,
              size);
      case LayerChange.Decompress _ -> layer.recompressed(LayerCompression.NONE, digest, size);
      case LayerChange.Encrypt(_, var packing) -> {
        Descriptor plain = describe(layer, packing);
        yield plain.withMediaType(plain.mediaType().encrypted());
      }
      case LayerChange.Decrypt(_, var packing) ->
          describe(
              layer
                  .withMediaType(layer.mediaType().decrypted())
                  .withAnnotations(EncryptedLayer.plainAnnotations(layer)),
              packing);
    };
  }
}
