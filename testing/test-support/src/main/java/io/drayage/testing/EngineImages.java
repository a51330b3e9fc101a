package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** The images of a {@link MemoryEngine}: archives of {@code docker save}, checked when loaded. */
final class EngineImages {
  private record Loaded(String id, Content archive) {
    byte[] bytes() {
      try (InputStream in = archive.open()) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Map<String, Loaded> byName = new ConcurrentSkipListMap<>();

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  Optional<String> id(String name) {
    return Optional.ofNullable(byName.get(familiar(name))).map(Loaded::id);
  }

  Optional<byte[]> archive(String nameOrId) {
    Loaded named = byName.get(familiar(nameOrId));
    return named != null
        ? Optional.of(named.bytes())
        : byName.values().stream()
            .filter(image -> image.id().equals(nameOrId))
            .findFirst()
            .map(Loaded::bytes);
  }

  /**
   * Takes the only image of an archive.
   *
   * @throws IOException when it is not whole
   */
  void load(byte[] archive) throws IOException {
    Map<String, byte[]> entries = TarEntries.read(archive);
    JsonNode manifest = TestJson.read(entry(entries, "manifest.json"));
    if (manifest.size() != 1) {
      throw new IOException("expected one image, found %d".formatted(manifest.size()));
    }
    JsonNode image = manifest.get(0);
    byte[] config = entry(entries, image.path("Config").asString());
    JsonNode diffIds = TestJson.read(config).path("rootfs").path("diff_ids");
    JsonNode layers = image.path("Layers");
    if (diffIds.size() != layers.size()) {
      throw new IOException("invalid manifest, layers length mismatch");
    }
    for (int i = 0; i < layers.size(); i++) {
      byte[] tar = unpacked(entry(entries, layers.get(i).asString()));
      String found = Digest.of(tar).toString();
      if (!found.equals(diffIds.get(i).asString())) {
        throw new IOException(
            "layers from manifest don't match image configuration: %s is %s"
                .formatted(layers.get(i), found));
      }
    }
    for (JsonNode tag : image.path("RepoTags")) {
      byName.put(
          familiar(tag.asString()), new Loaded(Digest.of(config).toString(), Content.of(archive)));
    }
  }

  private static byte[] unpacked(byte[] layer) throws IOException {
    if (layer.length < 2 || (layer[0] & 0xff) != 0x1f || (layer[1] & 0xff) != 0x8b) {
      return layer;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(layer))) {
      return in.readAllBytes();
    }
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IOException("open %s: no such file or directory".formatted(name));
    }
    if (new String(content, StandardCharsets.US_ASCII).startsWith("-> ")) {
      throw new IOException("%s is a link".formatted(name));
    }
    return content;
  }

  private static String familiar(String name) {
    return name.replaceFirst("^docker\\.io/(library/)?", "");
  }
}
