package io.drayage.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Several manifests under one digest, usually one per platform: OCI image specification,
 * image-index.md, and Docker's manifest list, which has the same shape.
 */
public record ImageIndex(
    RawManifest raw,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    @Nullable MediaType artifactType,
    Map<String, String> annotations)
    implements Manifest {

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  static ImageIndex read(RawManifest raw) {
    JsonNode root = ManifestRoot.read(raw, List.of("manifests"));
    List<Descriptor> manifests = new ArrayList<>();
    for (JsonNode manifest : Json.elements(root, "manifests")) {
      manifests.add(DescriptorJson.read(manifest, "manifests[%d]".formatted(manifests.size())));
    }
    String artifactType = Json.text(root, "artifactType");
    return new ImageIndex(
        raw,
        manifests,
        Json.child(root, "subject").map(s -> DescriptorJson.read(s, "subject")).orElse(null),
        artifactType == null || artifactType.isEmpty() ? null : MediaType.parse(artifactType),
        Json.textMap(root, "annotations"));
  }

  /**
   * A new index.
   *
   * @param format {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_LIST}
   * @throws InvalidFormatException when the format is another one, or has no place for the details
   */
  public static ImageIndex create(
      MediaType format, List<Descriptor> manifests, ManifestDetails details) {
    if (!format.isIndex()) {
      throw new InvalidFormatException("%s is no format of an index".formatted(format));
    }
    ManifestJson json = ManifestJson.create(format, details);
    return read(json.descriptors("manifests", fitting(format, manifests)).finish());
  }

  /**
   * A new index of the same format that lists other manifests and has some more annotations (an
   * index of Docker's format cannot hold any, and gets none). Every other field stays; its bytes
   * are new and so is its digest. They are those that skopeo writes when all fields are known to
   * it.
   */
  public ImageIndex with(List<Descriptor> newManifests, Map<String, String> moreAnnotations) {
    MediaType format = raw.mediaType();
    Map<String, String> all = new LinkedHashMap<>(annotations);
    if (!format.isDocker()) {
      all.putAll(moreAnnotations);
    }
    ManifestJson json = ManifestJson.edit(this, all);
    return read(json.descriptors("manifests", fitting(format, newManifests)).finish());
  }

  /** An entry of a Docker list always has a platform, if only an empty one. */
  private static List<Descriptor> fitting(MediaType format, List<Descriptor> manifests) {
    if (!format.isDocker()) {
      return manifests;
    }
    return manifests.stream()
        .map(m -> m.platform() == null ? m.withPlatform(Platform.of("", "")) : m)
        .toList();
  }
}
