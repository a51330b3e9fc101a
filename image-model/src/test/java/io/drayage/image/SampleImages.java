package io.drayage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Images of random content with everything in them that is awkward to convert. */
final class SampleImages {
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "<b>&amp;</b>",
          "quote \" backslash \\ slash /",
          "tab\tline\nreturn\r",
          "\u0001\b\f\u001f\u007f",
          "\u2028 and \u2029",
          "d\u00e9j\u00e0 \uffee \ud83d\ude00",
          "");
  private static final List<String> TIMES =
      List.of(
          "2020-02-29T23:59:59Z",
          "2020-01-01T00:00:00.000000000Z",
          "1999-12-31T01:02:03.120+02:00",
          "2021-06-07T08:09:10.123456789-11:30",
          "2022-01-01T00:00:00.5+00:00");

  private final Random random;
  final Map<String, byte[]> blobs = new HashMap<>();
  final Map<Digest, LayerContent> contents = new HashMap<>();

  private final boolean foreignLayers;

  SampleImages(long seed) {
    this(seed, true);
  }

  private SampleImages(long seed, boolean foreignLayers) {
    this.random = new Random(seed);
    this.foreignLayers = foreignLayers;
  }

  static SampleImages withoutForeignLayers(long seed) {
    return new SampleImages(seed, false);
  }

  /** A config with fields of Docker's, in the order of whoever wrote it. */
  byte[] config(List<Digest> diffIds) {
    ObjectNode root = Json.nodes().objectNode();
    maybe(() -> root.put("os.version", "10.0." + random.nextInt(100)));
    root.put("os", "linux");
    maybe(() -> root.put("created", any(TIMES)));
    root.put("architecture", "arm64");
    maybe(() -> root.put("variant", "v8"));
    maybe(() -> root.put("author", any(TEXTS)));
    root.put("docker_version", "20.10.7");
    root.putObject("container_config").put("Hostname", "h");
    maybe(() -> root.set("config", runtime()));
    ObjectNode rootfs = root.putObject("rootfs");
    ArrayNode ids = rootfs.putArray("diff_ids");
    diffIds.forEach(id -> ids.add(id.toString()));
    rootfs.put("type", "layers");
    ArrayNode history = root.putArray("history");
    for (int i = random.nextInt(4); i > 0; i--) {
      history.add(historyEntry());
    }
    return remember(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  private ObjectNode runtime() {
    ObjectNode runtime = Json.nodes().objectNode();
    maybe(() -> runtime.putArray("Cmd").add("sh").add(any(TEXTS)));
    maybe(() -> runtime.putNull("Entrypoint"));
    maybe(() -> runtime.putArray("Env").add("A=" + any(TEXTS)));
    maybe(() -> runtime.putObject("ExposedPorts").putObject("80/tcp"));
    maybe(() -> runtime.putObject("Volumes"));
    maybe(() -> runtime.put("WorkingDir", "/w"));
    maybe(() -> runtime.put("ArgsEscaped", random.nextBoolean()));
    maybe(() -> runtime.putArray("OnBuild").add("x"));
    maybe(
        () -> {
          ObjectNode labels = runtime.putObject("Labels");
          for (int i = random.nextInt(9); i > 0; i--) {
            labels.put(any(TEXTS), any(TEXTS));
          }
        });
    return runtime;
  }

  private ObjectNode historyEntry() {
    ObjectNode entry = Json.nodes().objectNode();
    maybe(() -> entry.put("empty_layer", random.nextBoolean()));
    maybe(() -> entry.put("created_by", any(TEXTS)));
    entry.put("created", any(TIMES));
    maybe(() -> entry.put("comment", any(TEXTS)));
    return entry;
  }

  /** Some layers: gzip, uncompressed, foreign with urls; an OCI one may have annotations. */
  List<Descriptor> layers(MediaType format) {
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      byte[] tar = new byte[1024 + random.nextInt(4096)];
      random.nextBytes(tar);
      boolean compressed = random.nextBoolean();
      byte[] blob = remember(compressed ? gzip(tar) : tar);
      contents.put(Digest.of(blob), new LayerContent(blob.length, Digest.of(tar)));
      MediaType type = format.isDocker() ? MediaType.DOCKER_LAYER : MediaType.OCI_LAYER;
      boolean foreign = foreignLayers && random.nextInt(4) == 0;
      if (foreign) {
        type = format.isDocker() ? MediaType.DOCKER_FOREIGN_LAYER : MediaType.OCI_FOREIGN_LAYER;
      }
      layers.add(
          new Descriptor(
              compressed ? LayerCompression.GZIP.applyTo(type).orElseThrow() : type,
              Digest.of(blob),
              blob.length,
              foreign ? List.of("https://example.com/?a=<b>&c") : List.of(),
              format.isDocker() ? Map.of() : annotations(),
              null,
              null));
    }
    return layers;
  }

  Map<String, String> annotations() {
    Map<String, String> annotations = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      annotations.put(any(TEXTS), any(TEXTS));
    }
    return annotations;
  }

  ImageManifest image(MediaType format) {
    List<Descriptor> layers = layers(format);
    byte[] config = config(diffIds(layers));
    MediaType type = format.isDocker() ? MediaType.DOCKER_CONFIG : MediaType.OCI_CONFIG;
    var descriptor = new Descriptor(type, Digest.of(config), config.length);
    ManifestDetails details =
        format.isDocker() ? ManifestDetails.NONE : ManifestDetails.annotated(annotations());
    return ImageManifest.create(format, descriptor, layers, details);
  }

  List<Digest> diffIds(List<Descriptor> layers) {
    return layers.stream()
        .map(l -> Objects.requireNonNull(contents.get(l.digest())).diffId())
        .toList();
  }

  byte[] blob(Digest digest) {
    return Objects.requireNonNull(blobs.get(digest.hex()));
  }

  private byte[] remember(byte[] blob) {
    blobs.put(Digest.of(blob).hex(), blob);
    return blob;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void maybe(Runnable step) {
    if (random.nextBoolean()) {
      step.run();
    }
  }

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
