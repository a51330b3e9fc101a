package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.JsonTree;
import io.drayage.signature.Signature;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The config of a manifest that holds signatures: an image configuration that says nothing but
 * which layers there are. Whatever another program wrote into it stays.
 */
public final class AttachmentConfig {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxDocumentLength(Signature.MAXIMUM_SIZE)
                  .build())
          .build();

  private AttachmentConfig() {}

  static byte[] of(List<Descriptor> layers) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("architecture", "");
    config.put("os", "");
    config.putObject("config");
    ObjectNode rootfs = config.putObject("rootfs");
    rootfs.put("type", "layers");
    addTo(rootfs.putArray("diff_ids"), layers);
    return bytes(config);
  }

  /**
   * The same with more layers at the end; they are not compressed.
   *
   * @param what names the config in errors
   * @throws IOException when it is no image configuration
   */
  public static byte[] grown(byte[] config, List<Descriptor> layers, String what)
      throws IOException {
    JsonNode document;
    try {
      document = JsonTree.read(FACTORY, config);
    } catch (JacksonException e) {
      throw damaged(what, e.getOriginalMessage(), e);
    }
    if (!(document instanceof ObjectNode object)
        || !(object.get("rootfs") instanceof ObjectNode rootfs)) {
      throw damaged(what, "it says nothing of layers", null);
    }
    // Some programs write null for none.
    ArrayNode diffIds =
        rootfs.get("diff_ids") instanceof ArrayNode there ? there : rootfs.putArray("diff_ids");
    addTo(diffIds, layers);
    return bytes(object);
  }

  private static void addTo(ArrayNode diffIds, List<Descriptor> layers) {
    layers.forEach(layer -> diffIds.add(layer.digest().toString()));
  }

  private static IOException damaged(String what, String reason, @Nullable Throwable cause) {
    return new IOException("%s is damaged: %s".formatted(what, reason), cause);
  }

  private static byte[] bytes(JsonNode config) {
    return JsonMapper.builder().build().writeValueAsBytes(config);
  }
}
