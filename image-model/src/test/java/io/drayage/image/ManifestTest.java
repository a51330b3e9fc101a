package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTest {
  private static final String D1 = "sha256:" + "1".repeat(64);
  private static final String D2 = "sha256:" + "2".repeat(64);
  private static final String CONFIG =
      "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":3}"
          .formatted(D1);
  private static final String LAYER =
      "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"%s\",\"size\":4}"
          .formatted(D2);

  @Test
  void readsImageWithEverythingInIt() {
    var image =
        (ImageManifest)
            parse(
                MediaType.OCI_MANIFEST,
                """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "artifactType":"application/vnd.example",%s,
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s",
                   "size":4,"urls":["https://example.com"],"annotations":{"z":"1","a":"2"},
                   "artifactType":"text/plain"}],
                 "subject":{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"%s",
                   "size":5},
                 "annotations":{"y":"1","b":"2"}}"""
                    .formatted(CONFIG, D2, D1));

    assertThat(image.isImage()).isTrue();
    assertThat(image.artifactType()).isEqualTo(new MediaType("application/vnd.example"));
    assertThat(image.subject()).isEqualTo(descriptor(MediaType.OCI_INDEX, D1, 5));
    assertThat(image.annotations()).containsExactly(Map.entry("y", "1"), Map.entry("b", "2"));
    Descriptor layer = image.layers().getFirst();
    assertThat(layer.urls()).containsExactly("https://example.com");
    assertThat(layer.annotations()).containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
    assertThat(layer.artifactType()).isEqualTo(new MediaType("text/plain"));
    assertThat(image.blobs()).containsExactly(image.config(), layer);
  }

  @Test
  void readsIndexWithPlatforms() {
    var index =
        (ImageIndex)
            parse(
                MediaType.OCI_INDEX,
                """
                {"schemaVersion":2,"manifests":[
                 {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":1,
                  "platform":{"os":"windows","architecture":"arm64","variant":"",
                   "os.version":"10.0.1","os.features":["win32k"]}},
                 {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":2}]}"""
                    .formatted(D1, D2));

    assertThat(index.manifests())
        .extracting(Descriptor::platform)
        .containsExactly(new Platform("windows", "arm64", null, "10.0.1", List.of("win32k")), null);
  }

  @Test
  void keepsBytesOfUnknownType() {
    byte[] bytes = bytes("not even JSON");

    Manifest manifest = RawManifest.of(bytes, new MediaType("application/vnd.example")).parse();

    assertThat(manifest).isInstanceOf(UnknownManifest.class);
    assertThat(manifest.raw().bytes()).isEqualTo(bytes);
  }

  @Test
  void takesNullForNoLayers() {
    var image =
        (ImageManifest) parse(MediaType.OCI_MANIFEST, "{%s,\"layers\":null}".formatted(CONFIG));

    assertThat(image.layers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{} {}",
        "{'config':{}}",
        "{\"config\":null}",
        "{\"config\":[]}",
        "{\"config\":{}}",
        "{CONFIG,CONFIG}",
        "{CONFIG,\"layers\":{}}",
        "{CONFIG,\"layers\":[1]}",
        "{CONFIG,\"layers\":[null]}",
        "{CONFIG,\"layers\":[{}]}",
        "{CONFIG,\"manifests\":[]}",
        "{CONFIG,\"fsLayers\":[]}",
        "{CONFIG,\"history\":[]}",
        "{CONFIG,\"Layers\":[]}",
        "{CONFIG,\"MANIFESTS\":[]}",
        "{CONFIG,\"MediaType\":\"x\"}",
        "{CONFIG,\"subject\":\"x\"}",
        "{CONFIG,\"annotations\":{\"a\":1}}",
        "{CONFIG,\"mediaType\":1}",
        "{CONFIG,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}"
      })
  void refusesMalformedImage(String text) {
    assertThatThrownBy(() -> parse(MediaType.OCI_MANIFEST, text.replace("CONFIG", CONFIG)))
        .isInstanceOf(InvalidFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"digest\":\"D\",\"size\":1",
        "\"mediaType\":\"\",\"digest\":\"D\",\"size\":1",
        "\"mediaType\":1,\"digest\":\"D\",\"size\":1",
        "\"mediaType\":\"a/b\",\"size\":1",
        "\"mediaType\":\"a/b\",\"digest\":\"sha256:1\",\"size\":1",
        "\"mediaType\":\"a/b\",\"digest\":\"D\"",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":-1",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":1.5",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":\"1\"",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":9223372036854775808",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":1,\"urls\":[1]",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":1,\"urls\":\"x\"",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":1,\"platform\":\"x\"",
        "\"mediaType\":\"a/b\",\"digest\":\"D\",\"size\":1,\"platform\":{\"os\":1}"
      })
  void refusesMalformedDescriptorAndSaysWhere(String fields) {
    String text = "{\"manifests\":[{" + fields.replace("D", D1) + "}]}";

    assertThatThrownBy(() -> parse(MediaType.OCI_INDEX, text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageStartingWith("manifests[0]: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "layers", "fsLayers", "history", "Manifests"})
  void refusesIndexThatCouldBeSomethingElse(String field) {
    String text = "{\"manifests\":[],\"%s\":[]}".formatted(field);

    assertThatThrownBy(() -> parse(MediaType.OCI_INDEX, text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("ambiguous");
  }

  @Test
  void boundsNesting() {
    String deep = "[".repeat(100) + "]".repeat(100);

    assertThatThrownBy(() -> parse(MediaType.OCI_INDEX, "{\"x\":" + deep + "}"))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void boundsSize() {
    byte[] fits = new byte[RawManifest.MAXIMUM_SIZE];

    assertThat(RawManifest.of(fits, MediaType.OCTET_STREAM).size()).isEqualTo(4_194_304);
    assertThatThrownBy(
            () -> RawManifest.of(new byte[RawManifest.MAXIMUM_SIZE + 1], MediaType.OCI_INDEX))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessage("the manifest has 4194305 bytes, more than the limit of 4194304");
  }

  @Test
  void acceptsLargestSize() {
    var index =
        (ImageIndex)
            parse(
                MediaType.OCI_INDEX,
                "{\"manifests\":[{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":9223372036854775807}]}"
                    .formatted(D1));

    assertThat(index.manifests().getFirst().size()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void verifiesDigest() {
    byte[] bytes = bytes("{}");
    Digest sha512 = Digest.of(DigestAlgorithm.SHA512, bytes);

    assertThat(RawManifest.verified(bytes, MediaType.OCI_INDEX, sha512).digest()).isEqualTo(sha512);
    assertThatThrownBy(() -> RawManifest.verified(bytes, MediaType.OCI_INDEX, Digest.parse(D1)))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessage("the manifest has the digest %s, not %s".formatted(Digest.of(bytes), D1));
  }

  @Test
  void doesNotLetCallersChangeItsBytes() {
    byte[] bytes = bytes("{}");
    RawManifest raw = RawManifest.of(bytes, MediaType.OCI_INDEX);

    bytes[0] = 'x';
    raw.bytes()[1] = 'y';

    assertThat(raw.bytes()).isEqualTo(bytes("{}"));
  }

  @Test
  void createsWhatItReads() {
    ManifestDetails details =
        ManifestDetails.annotated(Map.of("a", "b"))
            .withSubject(descriptor(MediaType.OCI_MANIFEST, D1, 7))
            .withArtifactType(new MediaType("application/vnd.example"));
    List<Descriptor> layers = List.of(descriptor(MediaType.OCI_LAYER, D2, 4));

    ImageManifest image =
        ImageManifest.create(MediaType.OCI_MANIFEST, Descriptor.EMPTY, layers, details);

    assertThat(image.layers()).isEqualTo(layers);
    assertThat(image.config()).isEqualTo(Descriptor.EMPTY);
    assertThat(image.isImage()).isFalse();
    assertThat(image.details()).isEqualTo(details);
    assertThat(text(image))
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifactType\":\"application/vnd.example\","
                + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:"
                + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2},"
                + "\"layers\":["
                + LAYER
                + "],\"subject\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"digest\":\""
                + D1
                + "\",\"size\":7},\"annotations\":{\"a\":\"b\"}}");
  }

  @Test
  void refusesDetailsInDockersFormats() {
    ManifestDetails details = ManifestDetails.annotated(Map.of("a", "b"));
    Descriptor config = descriptor(MediaType.DOCKER_CONFIG, D1, 7);

    assertThatThrownBy(
            () -> ImageManifest.create(MediaType.DOCKER_MANIFEST, config, List.of(), details))
        .isInstanceOf(InvalidFormatException.class);
    assertThatThrownBy(() -> ImageIndex.create(MediaType.DOCKER_LIST, List.of(), details))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void refusesToCreateInAFormatOfAnotherKind() {
    assertThatThrownBy(
            () -> ImageIndex.create(MediaType.OCI_MANIFEST, List.of(), ManifestDetails.NONE))
        .isInstanceOf(InvalidFormatException.class);
    assertThatThrownBy(
            () ->
                ImageManifest.create(
                    MediaType.OCI_INDEX, Descriptor.EMPTY, List.of(), ManifestDetails.NONE))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void keepsUnknownFieldsAndEmbeddedDataWhenItIsEdited() {
    var image =
        (ImageManifest)
            parse(
                MediaType.OCI_MANIFEST,
                ("{\"new\":{\"deep\":[1.50]},\"annotations\":{\"b\":\"1\",\"a\":\"2\"},"
                        + "\"layers\":[%s,{\"x\":1,\"data\":\"AA==\",\"size\":1,\"digest\":\"%s\","
                        + "\"mediaType\":\"a/b\"}],%s}")
                    .formatted(LAYER, D1, CONFIG));
    Descriptor replacement = descriptor(MediaType.OCI_LAYER_GZIP, D2, 9);

    ImageManifest edited =
        image.with(image.config(), List.of(replacement, image.layers().getLast()));

    assertThat(text(edited))
        .isEqualTo(
            ("{%s,\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\","
                    + "\"digest\":\"%s\",\"size\":9},"
                    + "{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":1,\"data\":\"AA==\",\"x\":1}],"
                    + "\"annotations\":{\"a\":\"2\",\"b\":\"1\"},\"new\":{\"deep\":[1.50]}}")
                .formatted(CONFIG, D2, D1));
  }

  @Test
  void dropsEmbeddedDataOfContentThatIsReplaced() {
    var image =
        (ImageManifest)
            parse(
                MediaType.OCI_MANIFEST,
                "{%s,\"layers\":[{\"mediaType\":\"a/b\",\"digest\":\"%s\",\"size\":1,\"data\":\"AA==\"}]}"
                    .formatted(CONFIG, D1));

    ImageManifest edited =
        image.with(
            image.config(), List.of(image.layers().getFirst().withContent(Digest.parse(D2), 3)));

    assertThat(text(edited)).doesNotContain("data").contains(D2);
  }

  @Test
  void addsAnnotationsToOciIndexOnly() {
    List<Descriptor> entries =
        List.of(
            descriptor(MediaType.OCI_MANIFEST, D1, 1).withPlatform(Platform.of("linux", "s390x")));
    ImageIndex oci =
        ImageIndex.create(
            MediaType.OCI_INDEX, entries, ManifestDetails.annotated(Map.of("b", "1")));
    ImageIndex docker = ImageIndex.create(MediaType.DOCKER_LIST, entries, ManifestDetails.NONE);

    assertThat(oci.with(List.of(), Map.of("a", "2")).annotations())
        .containsExactly(Map.entry("a", "2"), Map.entry("b", "1"));
    assertThat(docker.with(entries, Map.of("a", "2"))).isEqualTo(docker);
  }

  @Test
  void keepsFeaturesOfProcessorsInDockerLists() {
    ImageIndex list = new Golden("docker-list").index("manifest.json");

    ImageIndex edited = list.with(list.manifests(), Map.of());

    assertThat(edited.manifests()).isEqualTo(list.manifests());
    assertThat(text(edited)).contains("\"variant\":\"v7\",\"features\":[\"sse\"]}");
  }

  @Test
  void editsIndexThatIsFullOfEntries() {
    List<Descriptor> entries = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      entries.add(
          new Descriptor(MediaType.OCI_MANIFEST, Digest.of(bytes(Integer.toString(i))), i)
              .withPlatform(Platform.of("linux", "amd64")));
    }
    ImageIndex index = ImageIndex.create(MediaType.OCI_INDEX, entries, ManifestDetails.NONE);

    ImageIndex edited = index.with(entries.reversed(), Map.of());

    assertThat(edited.manifests()).isEqualTo(entries.reversed());
    assertThat(edited.raw().size()).isEqualTo(index.raw().size()).isGreaterThan(3_000_000);
  }

  private static Descriptor descriptor(MediaType type, String digest, long size) {
    return new Descriptor(type, Digest.parse(digest), size);
  }

  private static Manifest parse(MediaType type, String text) {
    return RawManifest.of(bytes(text), type).parse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Manifest manifest) {
    return new String(manifest.raw().bytes(), StandardCharsets.UTF_8);
  }
}
