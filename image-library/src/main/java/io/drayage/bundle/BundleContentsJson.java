package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.JsonTree;
import io.drayage.image.MediaType;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.transport.DigestTag;
import io.drayage.transport.Referrer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Reads the document {@code bundle/contents.json}: docs/reference/bundle-format.md. */
final class BundleContentsJson {
  /** 64 MiB: some hundred thousand blobs. */
  static final int MAXIMUM_SIZE = 64 * 1024 * 1024;

  static final int SCHEMA_VERSION = 1;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(4096)
                  .maxDocumentLength(MAXIMUM_SIZE)
                  .build())
          .build();

  private BundleContentsJson() {}

  /**
   * Reads the document.
   *
   * @throws InvalidFormatException when it is none, is of a later version, or contradicts itself
   */
  static BundleContents read(byte[] bytes) {
    JsonNode root;
    try {
      root = JsonTree.read(FACTORY, bytes);
    } catch (JacksonException e) {
      throw new InvalidFormatException("no valid JSON: " + e.getOriginalMessage(), e);
    }
    long version = number(root, "schemaVersion");
    if (version != SCHEMA_VERSION) {
      throw new InvalidFormatException(
          "schema version %d is not known, only %d is: a later dray may read it"
              .formatted(version, SCHEMA_VERSION));
    }
    try {
      return new BundleContents(
          list(root, "images", BundleContentsJson::image),
          list(root, "presumed", BundleContentsJson::presumed),
          list(root, "buildsOn", node -> Digest.parse(text(node))),
          list(root, "parts", BundleContentsJson::part));
    } catch (ArithmeticException e) {
      throw new InvalidFormatException("the sizes are too large", e);
    }
  }

  private static BundledImage image(JsonNode node) {
    return new BundledImage(
        Reference.parse(text(node, "name")),
        descriptor(node),
        list(node, "referrers", BundleContentsJson::referrer),
        list(node, "content", digest -> Digest.parse(text(digest))));
  }

  private static Referrer referrer(JsonNode node) {
    Optional<DigestTag> tag =
        node.has("tag") ? DigestTag.parse(text(node, "tag")) : Optional.empty();
    if (node.has("tag") && tag.isEmpty()) {
      throw new InvalidFormatException("\"%s\" is no tag of a referrer".formatted(node.get("tag")));
    }
    return new Referrer(descriptor(node), Digest.parse(text(node, "subject")), tag);
  }

  private static Descriptor descriptor(JsonNode node) {
    return new Descriptor(
        MediaType.parse(text(node, "mediaType")),
        Digest.parse(text(node, "digest")),
        number(node, "size"),
        List.of(),
        Map.of(),
        null,
        node.has("artifactType") ? MediaType.parse(text(node, "artifactType")) : null);
  }

  private static PresumedBlob presumed(JsonNode node) {
    return new PresumedBlob(
        Digest.parse(text(node, "digest")),
        number(node, "size"),
        list(node, "repositories", name -> RepositoryName.parse(text(name))));
  }

  private static BundlePart part(JsonNode node) {
    return new BundlePart(number(node, "size"), list(node, "pieces", BundleContentsJson::piece));
  }

  private static BundlePiece piece(JsonNode node) {
    Digest digest = Digest.parse(text(node, "digest"));
    long size = number(node, "size");
    return node.has("blob")
        ? new BundlePiece(Digest.parse(text(node, "blob")), number(node, "start"), size, digest)
        : BundlePiece.whole(digest, size);
  }

  private static <T> List<T> list(JsonNode object, String field, Function<JsonNode, T> reading) {
    List<T> values = new ArrayList<>();
    JsonNode array = object.get(field);
    if (array == null) {
      return values;
    }
    if (!array.isArray()) {
      throw new InvalidFormatException("\"%s\" is not a list".formatted(field));
    }
    array.forEach(element -> values.add(reading.apply(element)));
    return values;
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw new InvalidFormatException("\"%s\" is missing".formatted(field));
    }
    return text(value);
  }

  private static String text(JsonNode value) {
    if (!value.isString()) {
      throw new InvalidFormatException("%s is not a string".formatted(value));
    }
    return value.stringValue();
  }

  private static long number(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new InvalidFormatException("\"%s\" is missing or no whole number".formatted(field));
    }
    return value.longValue();
  }
}
