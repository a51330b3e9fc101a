package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ManifestConversionTest {
  private static final byte[] CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
  private static final Digest SOME = Digest.of("some".getBytes(StandardCharsets.UTF_8));

  @Test
  void convertsDockerImageToTheBytesThatSkopeoWrites() {
    var golden = new Golden("docker-image");

    ConvertedImage converted =
        ManifestConversion.convert(
            golden.image("manifest.json"), golden.bytes("config.json"), MediaType.OCI_MANIFEST);

    assertThat(text(converted.configBytes())).isEqualTo(golden.text("oci-config.json"));
    assertThat(text(converted.manifest())).isEqualTo(golden.text("oci-manifest.json"));
  }

  @Test
  void convertsOciImageToTheBytesThatSkopeoWrites() {
    var golden = new Golden("oci-image");

    ConvertedImage converted =
        ManifestConversion.convert(
            golden.image("manifest.json"), golden.bytes("config.json"), MediaType.DOCKER_MANIFEST);

    assertThat(converted.configBytes()).isEqualTo(golden.bytes("config.json"));
    assertThat(text(converted.manifest())).isEqualTo(golden.text("docker-manifest.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "schema1, docker",
    "schema1, oci",
    "schema1-before-docker-1.8.3, docker",
    "schema1-before-docker-1.8.3, oci"
  })
  void convertsSchema1ToTheBytesThatSkopeoWrites(String folder, String format) {
    var golden = new Golden(folder);
    MediaType target = format.equals("oci") ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
    var manifest = (Schema1Manifest) golden.manifest("manifest.json");

    ConvertedImage converted = ManifestConversion.convert(manifest, layers(golden), target);

    assertThat(text(converted.configBytes())).isEqualTo(golden.text(format + "-config.json"));
    assertThat(text(converted.manifest())).isEqualTo(golden.text(format + "-manifest.json"));
  }

  @Test
  void convertsDockerListToTheBytesThatSkopeoWrites() {
    var golden = new Golden("docker-list");

    ImageIndex converted =
        ManifestConversion.convert(
            withConvertedChildren(golden, MediaType.OCI_MANIFEST), MediaType.OCI_INDEX);

    assertThat(text(converted)).isEqualTo(golden.text("oci-index.json"));
  }

  @Test
  void convertsOciIndexToTheBytesThatSkopeoWrites() {
    var golden = new Golden("oci-index");

    ImageIndex converted =
        ManifestConversion.convert(
            withConvertedChildren(golden, MediaType.DOCKER_MANIFEST), MediaType.DOCKER_LIST);

    assertThat(text(converted)).isEqualTo(golden.text("docker-list.json"));
  }

  @Test
  void leavesImageOfTheTargetFormatAsItIs() {
    var golden = new Golden("docker-image");
    ImageManifest image = golden.image("manifest.json");

    ConvertedImage converted =
        ManifestConversion.convert(image, golden.bytes("config.json"), MediaType.DOCKER_MANIFEST);

    assertThat(converted.manifest()).isSameAs(image);
    assertThat(converted.configBytes()).isEqualTo(golden.bytes("config.json"));
  }

  @Test
  void leavesIndexOfTheTargetFormatAsItIs() {
    ImageIndex index = new Golden("oci-index").index("manifest.json");

    assertThat(ManifestConversion.convert(index, MediaType.OCI_INDEX)).isSameAs(index);
  }

  @Test
  void refusesConfigThatIsNotTheImages() {
    var golden = new Golden("docker-image");

    assertThatThrownBy(
            () ->
                ManifestConversion.convert(
                    golden.image("manifest.json"), CONFIG, MediaType.OCI_MANIFEST))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("are not the config sha256:");
  }

  @Test
  void refusesToConvertAnArtifact() {
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    ImageManifest artifact =
        ImageManifest.create(
            MediaType.OCI_MANIFEST, Descriptor.EMPTY, List.of(), ManifestDetails.NONE);

    assertThatThrownBy(() -> ManifestConversion.convert(artifact, empty, MediaType.DOCKER_MANIFEST))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("its config is of type application/vnd.oci.empty.v1+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
        "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
        "application/vnd.example"
      })
  void refusesLayerThatDockerHasNoTypeFor(String type) {
    var config = new Descriptor(MediaType.OCI_CONFIG, Digest.of(CONFIG), CONFIG.length);
    ImageManifest image =
        ImageManifest.create(
            MediaType.OCI_MANIFEST,
            config,
            List.of(new Descriptor(MediaType.parse(type), SOME, 1)),
            ManifestDetails.NONE);

    assertThatThrownBy(() -> ManifestConversion.convert(image, CONFIG, MediaType.DOCKER_MANIFEST))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"os\":1}",
        "{\"created\":\"yesterday\"}",
        "{\"config\":{\"Cmd\":\"text\"}}",
        "{\"config\":{\"Labels\":{\"a\":1}}}",
        "{\"config\":{\"Env\":[1]}}",
        "{\"config\":{\"Volumes\":[]}}",
        "{\"config\":{\"ArgsEscaped\":\"yes\"}}",
        "{\"history\":[1]}",
        "[]",
        "{"
      })
  void refusesConfigThatIsMalformed(String config) {
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    var descriptor = new Descriptor(MediaType.DOCKER_CONFIG, Digest.of(bytes), bytes.length);
    ImageManifest image =
        ImageManifest.create(
            MediaType.DOCKER_MANIFEST, descriptor, List.of(), ManifestDetails.NONE);

    assertThatThrownBy(() -> ManifestConversion.convert(image, bytes, MediaType.OCI_MANIFEST))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void givesEntryWithoutPlatformThisMachinesInDockersFormat() {
    ImageIndex index =
        ImageIndex.create(
            MediaType.OCI_INDEX,
            List.of(new Descriptor(MediaType.DOCKER_MANIFEST, SOME, 3)),
            ManifestDetails.NONE);

    ImageIndex list = ManifestConversion.convert(index, MediaType.DOCKER_LIST);

    Platform local = Platform.local();
    assertThat(list.manifests().getFirst().platform())
        .isEqualTo(Platform.of(local.os(), local.architecture()));
  }

  @Test
  void refusesSchema1ImageWithoutTheContentOfALayer() {
    var manifest = (Schema1Manifest) new Golden("schema1").manifest("manifest.json");

    assertThatThrownBy(
            () -> ManifestConversion.convert(manifest, Map.of(), MediaType.DOCKER_MANIFEST))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("are missing");
  }

  private static ImageIndex withConvertedChildren(Golden golden, MediaType target) {
    ImageIndex index = golden.index("manifest.json");
    List<Descriptor> children = new ArrayList<>();
    for (Descriptor child : index.manifests()) {
      int i = children.size();
      ConvertedImage converted =
          ManifestConversion.convert(
              golden.image("manifest-%d.json".formatted(i)),
              golden.bytes("config-%d.json".formatted(i)),
              target);
      RawManifest raw = converted.manifest().raw();
      children.add(child.withMediaType(target).withContent(raw.digest(), raw.size()));
    }
    return index.with(children, Map.of());
  }

  private static Map<Digest, LayerContent> layers(Golden golden) {
    Map<Digest, LayerContent> layers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry :
        Json.object(golden.bytes("layers.json"), "layers").properties()) {
      JsonNode content = entry.getValue();
      layers.put(
          Digest.parse(entry.getKey()),
          new LayerContent(
              Json.requiredSize(content, "size"),
              Digest.parse(Json.requiredText(content, "diffId"))));
    }
    return layers;
  }

  private static String text(Manifest manifest) {
    return text(manifest.raw().bytes());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
