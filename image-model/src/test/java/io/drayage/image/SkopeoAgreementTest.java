package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Side by side with the real skopeo on images of random content. */
final class SkopeoAgreementTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void convertsDockerImageToTheSameBytes(long seed) throws Exception {
    var skopeo = new Skopeo(folder);
    var samples = new SampleImages(seed);
    ImageManifest image = samples.image(MediaType.DOCKER_MANIFEST);
    skopeo.write("in", image.raw().bytes(), samples.blobs);

    ConvertedImage ours = convert(samples, image, MediaType.OCI_MANIFEST);
    skopeo.copy("in", "out", "--format", "oci");

    assertSame(ours, skopeo);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void convertsOciImageToTheSameBytes(long seed) throws Exception {
    var skopeo = new Skopeo(folder);
    var samples = new SampleImages(seed);
    ImageManifest image = samples.image(MediaType.OCI_MANIFEST);
    skopeo.write("in", image.raw().bytes(), samples.blobs);

    ConvertedImage ours = convert(samples, image, MediaType.DOCKER_MANIFEST);
    skopeo.copy("in", "out", "--format", "v2s2");

    assertSame(ours, skopeo);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void convertsSignedSchema1ToTheSameBytes(long seed) throws Exception {
    var skopeo = new Skopeo(folder);
    var samples = new SampleImages(seed);
    Schema1Manifest image = schema1(skopeo, samples);

    ConvertedImage docker =
        ManifestConversion.convert(image, samples.contents, MediaType.DOCKER_MANIFEST);
    skopeo.copy("in", "out", "--format", "v2s2");
    assertSame(docker, skopeo);

    ConvertedImage oci =
        ManifestConversion.convert(image, samples.contents, MediaType.OCI_MANIFEST);
    skopeo.copy("in", "out", "--format", "oci");
    assertSame(oci, skopeo);
    assertThat(ManifestTypes.digestOf(image.raw().bytes()))
        .hasToString(skopeo.manifestDigest("in"))
        .isEqualTo(image.raw().digest());
  }

  /** Lets skopeo make and sign it, from an image with as many steps in its history as layers. */
  private static Schema1Manifest schema1(Skopeo skopeo, SampleImages samples) throws Exception {
    List<Descriptor> layers =
        samples.layers(MediaType.DOCKER_MANIFEST).stream()
            .map(l -> new Descriptor(MediaType.DOCKER_LAYER_GZIP, l.digest(), l.size()))
            .toList();
    List<ImageConfig.History> history = new ArrayList<>();
    for (Descriptor layer : layers) {
      history.add(
          new ImageConfig.History(
              "2020-01-01T00:00:00.10Z", "sh <" + layer.size() + ">", "a & b", null, false));
      history.add(new ImageConfig.History("2020-01-02T00:00:00Z", "ENV", null, "none", true));
    }
    byte[] config =
        new ImageConfig(
                Platform.of("linux", "amd64"),
                "2020-01-01T00:00:00.100Z",
                null,
                samples.annotations(),
                List.of("A=<>"),
                samples.diffIds(layers),
                history)
            .toBytes();
    samples.blobs.put(Digest.of(config).hex(), config);
    ImageManifest image =
        ImageManifest.create(
            MediaType.DOCKER_MANIFEST,
            new Descriptor(MediaType.DOCKER_CONFIG, Digest.of(config), config.length),
            layers,
            ManifestDetails.NONE);
    skopeo.write("docker", image.raw().bytes(), samples.blobs);
    skopeo.copy("docker", "in", "--format", "v2s1");
    return (Schema1Manifest) skopeo.manifest("in");
  }

  @ParameterizedTest
  @CsvSource({"41, oci", "42, oci", "43, oci", "44, docker", "45, docker"})
  void editsManifestToTheSameBytesWhenLayersAreCompressed(long seed, String kind) throws Exception {
    var skopeo = new Skopeo(folder);
    // Of foreign layers that skopeo stores itself it forgets the urls when it edits a manifest.
    var samples = SampleImages.withoutForeignLayers(seed);
    MediaType format = kind.equals("oci") ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
    ImageManifest image = samples.image(format);
    skopeo.write("in", image.raw().bytes(), samples.blobs);

    skopeo.copy("in", "out", "--dest-compress");
    var theirs = (ImageManifest) skopeo.manifest("out");
    List<Descriptor> layers = new ArrayList<>();
    for (Descriptor layer : image.layers()) {
      Descriptor written = theirs.layers().get(layers.size());
      boolean same = written.digest().equals(layer.digest());
      layers.add(
          same
              ? layer
              : layer.recompressed(LayerCompression.GZIP, written.digest(), written.size()));
    }

    assertThat(text(image.with(image.config(), layers)))
        .isEqualTo(skopeo.text("out", "manifest.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "linux/arm/v7 linux/arm/v6 linux/arm, arm, v6",
    "linux/arm/v7 linux/arm/v6 linux/arm, arm, v7",
    "linux/arm/v7 linux/arm/v6 linux/arm, arm, v5",
    "linux/arm/v6 linux/arm/v7 linux/arm/v8, arm,",
    "linux/arm64/v8 linux/arm64, arm64,",
    "linux/arm64/v8 linux/arm64, arm64, v8",
    "linux/arm64/v8 linux/arm64/v9, arm64, v9",
    "- linux/arm64 -, arm64,",
    "- linux/arm64 -, amd64,",
    "linux/amd64 linux/amd64/v3, amd64, v3",
    "linux/amd64 linux/amd64/v3, amd64, v2"
  })
  void choosesTheSameInstance(String offered, String architecture, @Nullable String variant)
      throws Exception {
    var skopeo = new Skopeo(folder);
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<Descriptor> entries = new ArrayList<>();
    for (String platform : Arrays.asList(offered.split(" "))) {
      var samples = new SampleImages(entries.size());
      ImageManifest image = samples.image(MediaType.OCI_MANIFEST);
      files.putAll(samples.blobs);
      files.put(image.raw().digest().hex() + ".manifest.json", image.raw().bytes());
      Descriptor entry = image.raw().descriptor();
      entries.add(platform.equals("-") ? entry : entry.withPlatform(Platform.parse(platform)));
    }
    ImageIndex index = ImageIndex.create(MediaType.OCI_INDEX, entries, ManifestDetails.NONE);
    skopeo.write("in", index.raw().bytes(), files);

    Descriptor ours = PlatformChoice.overriding("linux", architecture, variant).choose(index);
    List<String> arguments =
        new ArrayList<>(
            List.of("--insecure-policy", "--override-os=linux", "--override-arch=" + architecture));
    if (variant != null) {
      arguments.add("--override-variant=" + variant);
    }
    arguments.addAll(
        List.of("copy", "--quiet", "dir:" + folder.resolve("in"), "dir:" + folder.resolve("out")));
    skopeo.run(arguments.toArray(String[]::new));

    assertThat(ours.digest()).hasToString(skopeo.manifestDigest("out"));
  }

  @Test
  void digestsEveryKindOfFileAlike() throws Exception {
    var skopeo = new Skopeo(folder);
    List<byte[]> files =
        List.of(
            new Golden("docker-image").bytes("manifest.json"),
            new Golden("oci-index").bytes("manifest.json"),
            new Golden("schema1").bytes("manifest.json"),
            new Golden("schema1-signed").bytes("manifest.json"),
            SampleImages.utf8("no JSON at all"),
            SampleImages.utf8("{\"signatures\":[{}],\"schemaVersion\":2}"));

    for (byte[] file : files) {
      skopeo.write("file", file, Map.of());
      assertThat(ManifestTypes.digestOf(file)).hasToString(skopeo.manifestDigest("file"));
    }
  }

  private static ConvertedImage convert(
      SampleImages samples, ImageManifest image, MediaType target) {
    return ManifestConversion.convert(image, samples.blob(image.config().digest()), target);
  }

  private static void assertSame(ConvertedImage ours, Skopeo skopeo) throws Exception {
    var theirs = (ImageManifest) skopeo.manifest("out");
    assertThat(new String(ours.configBytes(), StandardCharsets.UTF_8))
        .isEqualTo(skopeo.text("out", theirs.config().digest().hex()));
    assertThat(text(ours.manifest())).isEqualTo(skopeo.text("out", "manifest.json"));
  }

  private static String text(Manifest manifest) {
    return new String(manifest.raw().bytes(), StandardCharsets.UTF_8);
  }
}
