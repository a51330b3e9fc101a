package io.drayage.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What an image configuration says: OCI image specification, config.md; Docker's has the same
 * fields. A view, which leaves out what is of no use here.
 *
 * @param created as it is written, RFC 3339; null when it is missing
 * @param diffIds digests of the uncompressed layers, the base first
 */
public record ImageConfig(
    Platform platform,
    @Nullable String created,
    @Nullable String dockerVersion,
    Map<String, String> labels,
    List<String> environment,
    List<Digest> diffIds,
    List<History> history) {

  /** One step of how the image was built; an empty layer has no entry in the manifest. */
  public record History(
      @Nullable String created,
      @Nullable String createdBy,
      @Nullable String author,
      @Nullable String comment,
      boolean emptyLayer) {}

  public ImageConfig {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    environment = List.copyOf(environment);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /**
   * Reads a configuration of at most {@link RawManifest#MAXIMUM_SIZE} bytes.
   *
   * @throws InvalidFormatException when it is larger or not what config.md describes
   */
  public static ImageConfig parse(byte[] bytes) {
    checkSize(bytes);
    JsonNode root = Json.object(bytes, "image config");
    JsonNode runtime = Json.child(root, "config").orElse(MissingNode.getInstance());
    List<Digest> diffIds = new ArrayList<>();
    Json.child(root, "rootfs")
        .ifPresent(
            rootfs -> Json.texts(rootfs, "diff_ids").forEach(d -> diffIds.add(Digest.parse(d))));
    List<History> history = new ArrayList<>();
    for (JsonNode entry : Json.elements(root, "history")) {
      history.add(
          new History(
              Json.text(entry, "created"),
              Json.text(entry, "created_by"),
              Json.text(entry, "author"),
              Json.text(entry, "comment"),
              entry.path("empty_layer").asBoolean(false)));
    }
    return new ImageConfig(
        new Platform(
            Optional.ofNullable(Json.text(root, "os")).orElse(""),
            Optional.ofNullable(Json.text(root, "architecture")).orElse(""),
            Json.text(root, "variant"),
            Json.text(root, "os.version"),
            Json.texts(root, "os.features")),
        Json.text(root, "created"),
        Json.text(root, "docker_version"),
        Json.textMap(runtime, "Labels"),
        Json.texts(runtime, "Env"),
        diffIds,
        history);
  }

  static void checkSize(byte[] bytes) {
    if (bytes.length > RawManifest.MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "the image config has %d bytes, more than the limit of %d"
              .formatted(bytes.length, RawManifest.MAXIMUM_SIZE));
    }
  }

  /**
   * Writes an OCI image configuration of this content and nothing else. It is not what was parsed:
   * a configuration that exists is passed on as it is.
   */
  public byte[] toBytes() {
    return GoJson.bytes(ConfigStructs.OCI.normalise(ImageConfigJson.write(this)));
  }
}
