package io.drayage.transport.local;

import io.drayage.image.Digest;
import io.drayage.image.TagReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an archive of {@code docker save} consists of, in the order that skopeo writes it. */
final class SavedArchive {
  private static final int MODE = 0444;

  private final Digest configDigest;
  private final byte[] config;
  private final List<Digest> layers;
  private final List<TagReference> names;

  SavedArchive(byte[] config, Digest configDigest, List<Digest> layers, List<TagReference> names) {
    this.configDigest = configDigest;
    this.config = config;
    this.layers = layers;
    this.names = names;
  }

  void writeTo(TarWriter tar, BlobFolder blobs) throws IOException {
    for (Digest layer : new LinkedHashSet<>(layers)) {
      tar.file(entry(layer), MODE, blobs.path(layer));
    }
    tar.file(configEntry(), MODE, config);
    List<LegacyLayers.Layer> legacy = LegacyLayers.of(config, layers);
    for (LegacyLayers.Layer layer : legacy) {
      tar.symbolicLink(layer.id() + "/layer.tar", "../" + entry(layer.digest()));
      tar.file(layer.id() + "/VERSION", MODE, "1.0".getBytes(StandardCharsets.UTF_8));
      tar.file(layer.id() + "/json", MODE, layer.json().getBytes(StandardCharsets.UTF_8));
    }
    tar.file(SavedImages.FILE, MODE, manifest());
    tar.file("repositories", MODE, repositories(legacy));
  }

  private static String entry(Digest layer) {
    return layer.hex() + ".tar";
  }

  private String configEntry() {
    return configDigest.hex() + ".json";
  }

  private byte[] manifest() {
    ArrayNode images = BoundedJson.nodes().arrayNode();
    ObjectNode image = images.addObject();
    image.put("Config", configEntry());
    ArrayNode tags = image.putArray("RepoTags");
    names.forEach(name -> tags.add(name.toString()));
    ArrayNode files = image.putArray("Layers");
    layers.forEach(layer -> files.add(entry(layer)));
    return BoundedJson.bytes(images);
  }

  /** Which legacy folder each name means: the one of the topmost layer. */
  private byte[] repositories(List<LegacyLayers.Layer> legacy) {
    ObjectNode root = BoundedJson.nodes().objectNode();
    if (legacy.isEmpty()) {
      return BoundedJson.bytes(root);
    }
    var sorted = new TreeMap<String, TreeMap<String, String>>();
    for (TagReference name : names) {
      sorted
          .computeIfAbsent(name.repository().toString(), _ -> new TreeMap<>())
          .put(name.tag().value(), legacy.getLast().id());
    }
    sorted.forEach((repository, tags) -> tags.forEach(root.putObject(repository)::put));
    return BoundedJson.bytes(root);
  }
}
