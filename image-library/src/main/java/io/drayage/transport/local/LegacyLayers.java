package io.drayage.transport.local;

import io.drayage.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What archives had before they had a {@code manifest.json}: a folder for each layer with its
 * history up to there. Docker before 1.10 reads nothing else; everybody still writes it.
 */
final class LegacyLayers {
  private static final List<String> OF_THE_IMAGE =
      List.of(
          "architecture",
          "config",
          "container",
          "container_config",
          "created",
          "docker_version",
          "os");

  private LegacyLayers() {}

  /**
   * One folder.
   *
   * @param id its name, and the digits of the digest of what it is about
   * @param json the content of the file {@code json} in it
   */
  record Layer(String id, Digest digest, String json) {}

  /** The folders for an image's layers, the base first. */
  static List<Layer> of(byte[] config, List<Digest> layers) {
    Map<String, String> image =
        CompactJson.fields(CompactJson.of(new String(config, StandardCharsets.UTF_8)));
    List<Layer> legacy = new ArrayList<>();
    Optional<Digest> chain = Optional.empty();
    for (int i = 0; i < layers.size(); i++) {
      Map<String, String> fields = new TreeMap<>();
      if (i > 0) {
        fields.put("parent", quoted(legacy.getLast().id()));
      }
      if (i == layers.size() - 1) {
        OF_THE_IMAGE.forEach(name -> fields.put(name, image.getOrDefault(name, "null")));
      }
      Digest link = chained(chain, layers.get(i));
      chain = Optional.of(link);
      legacy.add(layer(fields, link, layers.get(i)));
    }
    return legacy;
  }

  /** OCI image specification, config.md, "Layer ChainID". */
  private static Digest chained(Optional<Digest> parent, Digest layer) {
    return parent.map(p -> Digest.of(bytes(p + " " + layer))).orElse(layer);
  }

  /** The id covers the chain, which the file itself does not show. */
  private static Layer layer(Map<String, String> fields, Digest chain, Digest layer) {
    fields.put("layer_id", quoted(chain.toString()));
    String id = Digest.of(bytes(CompactJson.object(fields))).hex();
    fields.remove("layer_id");
    fields.put("id", quoted(id));
    return new Layer(id, layer, CompactJson.object(fields));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
