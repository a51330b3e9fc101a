package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code index.json} of a layout: OCI image specification, image-layout.md. Entries that are
 * not touched keep every field they have. Immutable.
 */
final class LayoutIndex {
  static final String FILE = "index.json";
  private static final String NAME = "org.opencontainers.image.ref.name";

  private final byte[] bytes;
  private final List<Descriptor> entries;

  private LayoutIndex(byte[] bytes, List<Descriptor> entries) {
    this.bytes = bytes;
    this.entries = entries;
  }

  static LayoutIndex empty() {
    ObjectNode root = BoundedJson.nodes().objectNode();
    root.put("schemaVersion", 2);
    root.putArray("manifests");
    return new LayoutIndex(BoundedJson.bytes(root), List.of());
  }

  /**
   * Reads the file.
   *
   * @param origin the layout, for messages
   */
  static LayoutIndex parse(byte[] bytes, Object origin) throws IOException {
    try {
      var index = (ImageIndex) RawManifest.of(bytes, MediaType.OCI_INDEX).parse();
      return new LayoutIndex(bytes, index.manifests());
    } catch (InvalidFormatException e) {
      throw new IOException(
          "index.json of %s is damaged or not an OCI index: %s".formatted(origin, e.getMessage()),
          e);
    }
  }

  List<Descriptor> entries() {
    return entries;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  static Optional<String> nameOf(Descriptor entry) {
    return Optional.ofNullable(entry.annotations().get(NAME)).filter(name -> !name.isEmpty());
  }

  /** All entries with a name, or all without one. */
  List<Descriptor> called(Optional<String> name) {
    return entries.stream().filter(entry -> nameOf(entry).equals(name)).toList();
  }

  /** The names of all entries that have one, in their order. */
  List<String> names() {
    return entries.stream().flatMap(entry -> nameOf(entry).stream()).toList();
  }

  /**
   * The place of the entry that is meant.
   *
   * @param origin the layout, for messages
   * @throws ContentNotFoundException when there is none, or the choice is not clear
   */
  int position(ImageChoice choice, Object origin) throws IOException {
    return switch (choice) {
      case ImageChoice.Only() -> only(origin);
      case ImageChoice.At(int position) -> {
        if (position >= entries.size()) {
          throw new ContentNotFoundException(
              "%s: index @%d is too large, only %d entries available"
                  .formatted(origin, position, entries.size()));
        }
        yield position;
      }
      case ImageChoice.Named(String name) -> named(name, origin);
    };
  }

  private int only(Object origin) throws IOException {
    if (entries.size() == 1) {
      return 0;
    }
    throw new ContentNotFoundException(
        entries.isEmpty()
            ? "%s: there is no image in its index.json".formatted(origin)
            : "%s: more than one image in oci, choose an image by :NAME or :@INDEX; %s"
                .formatted(origin, ImageChoice.listing(names())));
  }

  private int named(String name, Object origin) throws IOException {
    Optional<MediaType> unsupported = Optional.empty();
    for (int i = 0; i < entries.size(); i++) {
      if (nameOf(entries.get(i)).equals(Optional.of(name))) {
        if (entries.get(i).mediaType().isManifest()) {
          return i;
        }
        unsupported = Optional.of(entries.get(i).mediaType());
      }
    }
    throw new ContentNotFoundException(
        unsupported.isPresent()
            ? "%s: reference \"%s\" matches unsupported manifest type %s"
                .formatted(origin, name, unsupported.get())
            : "%s: no descriptor found for reference \"%s\"; %s"
                .formatted(origin, name, ImageChoice.listing(names())));
  }

  /**
   * This index with one more image. An entry that has the name loses it and stays, because somebody
   * may use it by digest; an unnamed entry of the same digest becomes this one. That is what
   * containers/image does, entry by entry.
   */
  LayoutIndex with(Descriptor manifest, Optional<String> name) throws IOException {
    ObjectNode root = (ObjectNode) BoundedJson.read(bytes, FILE);
    ArrayNode array = array(root);
    name.ifPresent(n -> takeAway(n, array));
    ObjectNode entry = entry(manifest, name);
    int same = unnamed(manifest.digest(), array);
    if (same >= 0) {
      array.set(same, entry);
    } else {
      array.add(entry);
    }
    return rewritten(root);
  }

  /** This index without one entry. */
  LayoutIndex without(int position) throws IOException {
    ObjectNode root = (ObjectNode) BoundedJson.read(bytes, FILE);
    array(root).remove(position);
    return rewritten(root);
  }

  private static LayoutIndex rewritten(ObjectNode root) throws IOException {
    byte[] written = BoundedJson.bytes(root);
    if (written.length > BoundedJson.MAXIMUM_SIZE) {
      throw new IOException(
          "index.json would have %d bytes, more than the limit of %d: delete entries of the layout, or use another one"
              .formatted(written.length, BoundedJson.MAXIMUM_SIZE));
    }
    return parse(written, "the layout");
  }

  private static ArrayNode array(ObjectNode root) {
    return root.get("manifests") instanceof ArrayNode array ? array : root.putArray("manifests");
  }

  private static ObjectNode entry(Descriptor manifest, Optional<String> name) {
    ObjectNode entry = BoundedJson.nodes().objectNode();
    entry.put("mediaType", manifest.mediaType().value());
    entry.put("digest", manifest.digest().toString());
    entry.put("size", manifest.size());
    name.ifPresent(n -> entry.putObject("annotations").put(NAME, n));
    MediaType artifactType = manifest.artifactType();
    if (artifactType != null) {
      entry.put("artifactType", artifactType.value());
    }
    return entry;
  }

  private static void takeAway(String name, ArrayNode array) {
    for (JsonNode entry : new ArrayList<>(array.values())) {
      if (name.equals(BoundedJson.text(entry.path("annotations"), NAME))) {
        ObjectNode annotations = (ObjectNode) entry.get("annotations");
        annotations.remove(NAME);
        if (annotations.isEmpty()) {
          ((ObjectNode) entry).remove("annotations");
        }
        return;
      }
    }
  }

  private static int unnamed(Digest digest, ArrayNode array) {
    for (int i = 0; i < array.size(); i++) {
      JsonNode entry = array.get(i);
      String name = BoundedJson.text(entry.path("annotations"), NAME);
      if (digest.toString().equals(BoundedJson.text(entry, "digest"))
          && (name == null || name.isEmpty())) {
        return i;
      }
    }
    return -1;
  }
}
