package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.JsonTree;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The config of what cosign attaches: an image configuration that names the layers. */
final class AttachmentLayers {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxDocumentLength(RawManifest.MAXIMUM_SIZE)
                  .build())
          .build();

  private AttachmentLayers() {}

  /** The config with more layers at the end; they are not compressed. */
  static byte[] added(InputStream config, List<Descriptor> layers) throws IOException {
    byte[] bytes = config.readNBytes(RawManifest.MAXIMUM_SIZE + 1);
    if (bytes.length > RawManifest.MAXIMUM_SIZE) {
      throw new IOException(
          "the config has more than %d bytes".formatted(RawManifest.MAXIMUM_SIZE));
    }
    JsonNode document;
    try {
      document = JsonTree.read(FACTORY, bytes);
    } catch (JacksonException e) {
      throw new IOException("the config is damaged: " + e.getOriginalMessage(), e);
    }
    if (!(document instanceof ObjectNode object)
        || !(object.get("rootfs") instanceof ObjectNode rootfs)) {
      throw new IOException("the config says nothing of layers");
    }
    ArrayNode diffIds =
        rootfs.get("diff_ids") instanceof ArrayNode there ? there : rootfs.putArray("diff_ids");
    layers.forEach(layer -> diffIds.add(layer.digest().toString()));
    return object.toString().getBytes(StandardCharsets.UTF_8);
  }
}
