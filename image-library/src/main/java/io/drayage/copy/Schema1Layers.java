package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.LayerContent;
import io.drayage.image.MediaType;
import io.drayage.transport.BlobContent;
import io.drayage.transport.BlobSizes;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out what Docker's first manifest format does not say of layers. */
final class Schema1Layers {
  private Schema1Layers() {}

  /** The size of a blob in bytes. */
  static long size(ImageSource source, Digest blob) throws IOException {
    var sizes = source.as(BlobSizes.class);
    if (sizes.isPresent()) {
      return sizes.get().blobSize(blob);
    }
    // A descriptor of no bytes asks for a blob whose size is not known.
    try (BlobContent content = source.blob(new Descriptor(MediaType.DOCKER_LAYER_GZIP, blob, 0))) {
      return content
          .length()
          .orElseThrow(() -> new IOException("the size of %s is not known".formatted(blob)));
    }
  }

  /**
   * The digests of the unpacked layers. Each layer is read once more for that, which is tolerable:
   * registries have dropped the format.
   */
  static Map<Digest, LayerContent> contents(ImageSource source, List<Descriptor> layers)
      throws IOException {
    Map<Digest, LayerContent> contents = new HashMap<>();
    for (Descriptor layer : layers) {
      MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
      try (BlobContent content = source.blob(layer);
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        Unpacking.of(content.stream()).transferTo(out);
      }
      contents.put(
          layer.digest(),
          new LayerContent(layer.size(), Digest.finish(DigestAlgorithm.SHA256, digest)));
    }
    return contents;
  }
}
