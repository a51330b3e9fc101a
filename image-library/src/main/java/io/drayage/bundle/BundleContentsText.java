package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.transport.Referrer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON documents of a bundle: without white space, and always the same for the same. */
final class BundleContentsText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private BundleContentsText() {}

  /** The manifest of contents, ended by a line feed. */
  static byte[] of(BundleContents contents) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schemaVersion", BundleContentsJson.SCHEMA_VERSION);
    list(root, "images", contents.images(), BundleContentsText::image);
    list(root, "presumed", contents.presumed(), BundleContentsText::presumed);
    ArrayNode buildsOn = root.putArray("buildsOn");
    contents.buildsOn().forEach(digest -> buildsOn.add(digest.toString()));
    list(root, "parts", contents.parts(), BundleContentsText::part);
    return line(root);
  }

  /** The same, brought to a length by blanks in front of the line feed. */
  static byte[] padded(BundleContents contents, int length) {
    byte[] text = of(contents);
    if (text.length > length) {
      throw new IllegalStateException(
          "the contents need %d bytes, not %d".formatted(text.length, length));
    }
    byte[] padded = Arrays.copyOf(text, length);
    Arrays.fill(padded, text.length - 1, length, (byte) ' ');
    padded[length - 1] = '\n';
    return padded;
  }

  /** What tells the files of bundles apart. */
  static byte[] part(PartIdentity identity) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("bundle", identity.bundle().toString());
    root.put("part", identity.number());
    root.put("parts", identity.count());
    return line(root);
  }

  /**
   * The {@code index.json} of the layout: named images, referrers that cosign's tags name, and the
   * others without a name.
   */
  static byte[] index(List<BundledImage> images) {
    Map<String, Descriptor> named = new TreeMap<>();
    Map<Digest, Descriptor> unnamed = new TreeMap<>();
    for (BundledImage image : images) {
      named.put(image.name().toString(), image.manifest());
      for (Referrer referrer : image.referrers()) {
        referrer
            .tag()
            .ifPresentOrElse(
                tag -> named.put(image.name().repository() + ":" + tag.tag(), referrer.manifest()),
                () -> unnamed.put(referrer.manifest().digest(), referrer.manifest()));
      }
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaType.OCI_INDEX.value());
    ArrayNode manifests = root.putArray("manifests");
    named.forEach(
        (name, manifest) ->
            descriptor(manifests.addObject(), manifest)
                .putObject("annotations")
                .put("org.opencontainers.image.ref.name", name));
    unnamed.values().forEach(manifest -> descriptor(manifests.addObject(), manifest));
    return line(root);
  }

  private static void image(ObjectNode node, BundledImage image) {
    node.put("name", image.name().toString());
    descriptor(node, image.manifest());
    list(
        node,
        "referrers",
        image.referrers(),
        (entry, referrer) -> {
          descriptor(entry, referrer.manifest()).put("subject", referrer.subject().toString());
          referrer.tag().ifPresent(tag -> entry.put("tag", tag.tag().value()));
        });
    ArrayNode content = node.putArray("content");
    image.content().forEach(digest -> content.add(digest.toString()));
  }

  private static void presumed(ObjectNode node, PresumedBlob blob) {
    node.put("digest", blob.digest().toString());
    node.put("size", blob.size());
    ArrayNode repositories = node.putArray("repositories");
    blob.repositories().forEach(name -> repositories.add(name.toString()));
  }

  private static void part(ObjectNode node, BundlePart part) {
    node.put("size", part.size());
    list(node, "pieces", part.pieces(), BundleContentsText::piece);
  }

  private static void piece(ObjectNode node, BundlePiece piece) {
    if (!piece.isWhole()) {
      node.put("blob", piece.blob().toString());
      node.put("start", piece.start());
    }
    node.put("digest", piece.digest().toString());
    node.put("size", piece.size());
  }

  private static ObjectNode descriptor(ObjectNode node, Descriptor descriptor) {
    node.put("mediaType", descriptor.mediaType().value());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (descriptor.artifactType() != null) {
      node.put("artifactType", descriptor.artifactType().value());
    }
    return node;
  }

  private static <T> void list(
      ObjectNode object, String field, List<T> values, BiConsumer<ObjectNode, T> writing) {
    ArrayNode array = object.putArray(field);
    values.forEach(value -> writing.accept(array.addObject(), value));
  }

  private static byte[] line(ObjectNode root) {
    return (MAPPER.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
