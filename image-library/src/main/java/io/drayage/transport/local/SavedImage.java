package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.transport.Compression;
import io.drayage.transport.ContentNotFoundException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One image of an archive, and the v2 schema 2 manifest that is made for it: the same bytes that
 * containers/image makes, so that the digest is the same.
 */
final class SavedImage {
  private final byte[] config;
  private final Digest configDigest;
  private final Map<Digest, String> layers;
  private final RawManifest manifest;

  private SavedImage(
      byte[] config, Digest configDigest, Map<Digest, String> layers, RawManifest manifest) {
    this.config = config;
    this.configDigest = configDigest;
    this.layers = layers;
    this.manifest = manifest;
  }

  RawManifest manifest() {
    return manifest;
  }

  static SavedImage read(TarArchive archive, SavedImages.Item item) throws IOException {
    byte[] config = archive.small(item.config());
    List<Digest> diffIds = diffIds(config, item.config() + " in " + archive.file());
    if (diffIds.size() != item.layers().size()) {
      throw new IOException(
          "%s: inconsistent layer count: %d in manifest.json, %d in %s"
              .formatted(archive.file(), item.layers().size(), diffIds.size(), item.config()));
    }
    Map<Digest, String> layers = new LinkedHashMap<>();
    for (int i = 0; i < diffIds.size(); i++) {
      layers.putIfAbsent(diffIds.get(i), item.layers().get(i));
    }
    Digest configDigest = Digest.of(config);
    var configDescriptor = new Descriptor(MediaType.DOCKER_CONFIG, configDigest, config.length);
    RawManifest manifest = manifest(configDescriptor, diffIds, sizes(layers, archive));
    return new SavedImage(config, configDigest, layers, manifest);
  }

  private static List<Digest> diffIds(byte[] config, String what) throws IOException {
    try {
      return ImageConfig.parse(config).diffIds();
    } catch (InvalidFormatException e) {
      throw new IOException("%s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static Map<Digest, Long> sizes(Map<Digest, String> layers, TarArchive archive)
      throws IOException {
    Map<Digest, Long> sizes = new LinkedHashMap<>();
    for (Map.Entry<Digest, String> layer : layers.entrySet()) {
      sizes.put(layer.getKey(), uncompressedSize(layer.getValue(), archive));
    }
    return sizes;
  }

  private static long uncompressedSize(String entry, TarArchive archive) throws IOException {
    byte[] start;
    try (InputStream in = archive.open(entry, 0)) {
      start = in.readNBytes(6);
    }
    if (Compression.of(start) == Compression.NONE) {
      return archive.length(entry);
    }
    try (InputStream in = open(entry, archive)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static InputStream open(String entry, TarArchive archive) throws IOException {
    String what = "%s in %s".formatted(entry, archive.file());
    InputStream in = archive.open(entry, 0);
    boolean opened = false;
    try {
      InputStream plain = Compression.uncompressed(in, what);
      opened = true;
      return plain;
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  private static RawManifest manifest(
      Descriptor config, List<Digest> diffIds, Map<Digest, Long> sizes) throws IOException {
    ObjectNode root = BoundedJson.nodes().objectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaType.DOCKER_MANIFEST.value());
    root.set("config", node(config));
    ArrayNode layers = root.putArray("layers");
    for (Digest diffId : diffIds) {
      long size = Objects.requireNonNull(sizes.get(diffId));
      layers.add(node(new Descriptor(MediaType.DOCKER_LAYER_GZIP, diffId, size)));
    }
    try {
      return RawManifest.of(BoundedJson.bytes(root), MediaType.DOCKER_MANIFEST);
    } catch (InvalidFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static ObjectNode node(Descriptor descriptor) {
    ObjectNode node = BoundedJson.nodes().objectNode();
    node.put("mediaType", descriptor.mediaType().value());
    node.put("size", descriptor.size());
    node.put("digest", descriptor.digest().toString());
    return node;
  }

  /** Opens the config or a layer, uncompressed; not verified. */
  InputStream open(Digest digest, TarArchive archive) throws IOException {
    if (digest.equals(configDigest)) {
      return new ByteArrayInputStream(config);
    }
    String entry = layers.get(digest);
    if (entry == null) {
      throw new ContentNotFoundException("%s: unknown blob %s".formatted(archive.file(), digest));
    }
    return open(entry, archive);
  }
}
