package io.drayage.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image of one platform or an artifact: OCI image specification, manifest.md, and Docker's v2
 * schema 2 manifest, which has the same shape.
 */
public record ImageManifest(
    RawManifest raw,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    @Nullable MediaType artifactType,
    Map<String, String> annotations)
    implements Manifest {

  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  static ImageManifest read(RawManifest raw) {
    JsonNode root = ManifestRoot.read(raw);
    if (root.has("manifests")) {
      throw ManifestRoot.ambiguous(raw, "manifests");
    }
    if (!root.has("config")) {
      throw new InvalidFormatException("the image manifest has no \"config\"");
    }
    List<Descriptor> layers = new ArrayList<>();
    for (JsonNode layer : Json.elements(root, "layers")) {
      layers.add(DescriptorJson.read(layer, "layers[%d]".formatted(layers.size())));
    }
    String artifactType = Json.text(root, "artifactType");
    return new ImageManifest(
        raw,
        DescriptorJson.read(root.get("config"), "config"),
        layers,
        Json.child(root, "subject").map(s -> DescriptorJson.read(s, "subject")).orElse(null),
        artifactType == null || artifactType.isEmpty() ? null : MediaType.parse(artifactType),
        Json.textMap(root, "annotations"));
  }

  /** Config and layers: every blob that must exist before the manifest may. */
  public List<Descriptor> blobs() {
    List<Descriptor> blobs = new ArrayList<>(layers.size() + 1);
    blobs.add(config);
    blobs.addAll(layers);
    return blobs;
  }

  /** Whether the config is an image configuration, so that the manifest is an image to run. */
  public boolean isImage() {
    return config.mediaType().equals(MediaType.OCI_CONFIG)
        || config.mediaType().equals(MediaType.DOCKER_CONFIG);
  }

  /**
   * A new manifest of the same format with other content; every other field stays. Its bytes are
   * new and so is its digest.
   */
  public ImageManifest with(Descriptor newConfig, List<Descriptor> newLayers) {
    ObjectNode root = ManifestRoot.copy(raw);
    root.set("config", DescriptorJson.write(newConfig));
    var array = Json.mapper().createArrayNode();
    newLayers.forEach(layer -> array.add(DescriptorJson.write(layer)));
    root.set("layers", array);
    return read(RawManifest.of(Json.bytes(root), raw.mediaType()));
  }
}
