package io.drayage.image;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Docker's v2 schema 1 manifest, signed or not: read, and converted to schema 2, never written. It
 * does not say how large its layers are.
 *
 * @param layers digests of the layers, the base first (the file lists the base last); an entry is
 *     repeated as often as it is there
 * @param history the {@code v1Compatibility} texts, in the same order
 */
public record Schema1Manifest(RawManifest raw, List<Digest> layers, List<String> history)
    implements Manifest {

  public Schema1Manifest {
    layers = List.copyOf(layers);
    history = List.copyOf(history);
  }

  static Schema1Manifest read(RawManifest raw) {
    // What is signed and digested is what is read, not what may stand around it.
    JsonNode root = Json.object(Schema1Signatures.payload(raw.bytes()), "manifest");
    ManifestRoot.checkUnambiguous(root, raw.mediaType(), List.of("fsLayers", "history"));
    List<Digest> layers = new ArrayList<>();
    for (JsonNode layer : Json.elements(root, "fsLayers")) {
      layers.add(Digest.parse(Json.requiredText(layer, "blobSum")));
    }
    List<String> history = new ArrayList<>();
    for (JsonNode entry : Json.elements(root, "history")) {
      history.add(Json.requiredText(entry, "v1Compatibility"));
    }
    if (layers.isEmpty()) {
      throw new InvalidFormatException("the schema 1 manifest has no \"fsLayers\"");
    }
    if (layers.size() != history.size()) {
      throw new InvalidFormatException(
          "the schema 1 manifest has %d layers but %d history entries"
              .formatted(layers.size(), history.size()));
    }
    return new Schema1Manifest(raw, layers.reversed(), history.reversed());
  }

  /** A layer, and whether it holds no files, so that other formats leave it out. */
  public record Layer(Digest blob, boolean empty) {}

  /**
   * The layers that count, the base first: without those that repeat the step before.
   *
   * @throws InvalidFormatException when the history is not a chain of images
   */
  public List<Layer> imageLayers() {
    return Schema1History.steps(this).stream()
        .map(step -> new Layer(step.blob(), step.isThrowaway()))
        .toList();
  }
}
