package io.drayage.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
    JsonNode root = ManifestRoot.read(raw, List.of("config", "layers"));
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
   * A new manifest.
   *
   * @param format {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
   * @throws InvalidFormatException when the format is another one, or has no place for the details
   */
  public static ImageManifest create(
      MediaType format, Descriptor config, List<Descriptor> layers, ManifestDetails details) {
    if (!format.isImageManifest()) {
      throw new InvalidFormatException("%s is no format of an image manifest".formatted(format));
    }
    ManifestJson json = ManifestJson.create(format, details);
    return read(json.descriptor("config", config).descriptors("layers", layers).finish());
  }

  /**
   * A new manifest of the same format with other content; every other field stays. Its bytes are
   * new and so is its digest; they are those that skopeo writes when all fields are known to it.
   */
  public ImageManifest with(Descriptor newConfig, List<Descriptor> newLayers) {
    ManifestJson json = ManifestJson.edit(this, annotations);
    return read(json.descriptor("config", newConfig).descriptors("layers", newLayers).finish());
  }

  /** Everything that an OCI manifest may say besides its config and layers. */
  public ManifestDetails details() {
    return new ManifestDetails(artifactType, subject, annotations);
  }
}
