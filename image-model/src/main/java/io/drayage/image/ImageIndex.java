package io.drayage.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
    JsonNode root = ManifestRoot.read(raw);
    for (String field : List.of("config", "layers", "fsLayers", "history")) {
      if (root.has(field)) {
        throw ManifestRoot.ambiguous(raw, field);
      }
    }
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
   * A new index of the same format that lists other manifests and has some more annotations (an
   * index of Docker's format cannot hold any, and gets none). Every other field stays; its bytes
   * are new and so is its digest.
   */
  public ImageIndex with(List<Descriptor> newManifests, Map<String, String> moreAnnotations) {
    ObjectNode root = ManifestRoot.copy(raw);
    ArrayNode array = Json.mapper().createArrayNode();
    newManifests.forEach(manifest -> array.add(DescriptorJson.write(manifest)));
    root.set("manifests", array);
    if (!moreAnnotations.isEmpty() && raw.mediaType().equals(MediaType.OCI_INDEX)) {
      moreAnnotations.forEach(root.withObject("/annotations")::put);
    }
    return read(RawManifest.of(Json.bytes(root), raw.mediaType()));
  }
}
