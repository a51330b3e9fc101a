package io.drayage.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ImageTransportContract;
import io.drayage.transport.LayerForm;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TagListing;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import io.drayage.transport.UncompressedLayers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerArchiveTransportTest extends ImageTransportContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("image.tar");
  }

  @Override
  protected ImageLocation location() {
    return at(":docker.io/library/busybox:1.0");
  }

  private ImageLocation at(String rest) {
    return DockerArchiveTransport.INSTANCE.parse(file() + rest);
  }

  @Override
  protected TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  @Override
  protected TestImage image(long seed) {
    return TestImage.single(seed, TestImage.Kind.DOCKER_UNCOMPRESSED);
  }

  @Override
  protected boolean replaces() {
    return false;
  }

  @Override
  protected boolean remembers() {
    return false;
  }

  @Override
  protected boolean keepsManifests() {
    return false;
  }

  private List<String> tags() throws IOException {
    try (ImageSource source = at("").openSource(context())) {
      return source.as(TagListing.class).orElseThrow().tags();
    }
  }

  /** Writes an archive entry by entry. */
  private interface Entries {
    void writeTo(TarWriter tar) throws IOException;
  }

  private void archive(Entries entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var tar = new TarWriter(Channels.newChannel(bytes));
    entries.writeTo(tar);
    tar.finish();
    Files.write(file(), bytes.toByteArray());
  }

  private static byte[] config(TestImage image) throws IOException {
    return image.content(((ImageManifest) image.manifest().parse()).config());
  }

  private static List<byte[]> layers(TestImage image) throws IOException {
    return ((ImageManifest) image.manifest().parse())
        .layers().stream().map(image::content).toList();
  }

  @Test
  void makesAManifestOfTheSameContent() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());

    try (ImageSource source = location().openSource(context())) {
      var made = (ImageManifest) source.manifest().parse();
      var original = (ImageManifest) image.manifest().parse();
      assertThat(made.config()).isEqualTo(original.config());
      assertThat(made.layers().stream().map(Descriptor::digest))
          .isEqualTo(original.layers().stream().map(Descriptor::digest).toList());
      assertThat(source.resolve()).contains(source.manifest().digest());
      assertThat(source.as(UncompressedLayers.class)).isPresent();
    }
  }

  @Test
  void writesTheSameBytesForTheSameImage() throws IOException {
    image(1).write(location(), context());
    byte[] first = Files.readAllBytes(file());
    Files.delete(file());

    image(1).write(location(), context());

    assertThat(file()).hasBinaryContent(first);
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void refusesToChangeAnArchive() throws IOException {
    image(1).write(location(), context());

    assertThatThrownBy(() -> location().openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("docker-archive doesn't support modifying existing images");
  }

  @Test
  void writesToAnEmptyFile() throws IOException {
    Files.createFile(file());

    image(1).write(location(), context());

    assertThat(tags()).containsExactly("docker.io/library/busybox:1.0");
  }

  @Test
  void leavesNothingWhenTheCopyIsGivenUp() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      image(1).putContent(destination);
    }

    assertThat(folder.toFile().list()).containsExactly("tmp");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void writesAllNames() throws IOException {
    var named = (DockerArchiveLocation) location();
    image(1)
        .write(
            named
                .withName((TagReference) Reference.parse("quay.io/a/b:2"))
                .withName((TagReference) Reference.parse("busybox:1.0")),
            context());

    assertThat(tags()).containsExactly("docker.io/library/busybox:1.0", "quay.io/a/b:2");
  }

  @Test
  void writesAnImageWithoutAName() throws IOException {
    image(1).write(at(""), context());

    assertThat(tags()).containsExactly("@0");
    try (ImageSource source = at(":@0").openSource(context())) {
      assertThat(source.manifest().mediaType()).isEqualTo(MediaType.DOCKER_MANIFEST);
    }
  }

  @Test
  void readsOneOfSeveralImages() throws IOException {
    TestImage first = image(1);
    TestImage second = image(2);
    archive(
        tar -> {
          for (TestImage image : List.of(first, second)) {
            for (int i = 0; i < 2; i++) {
              tar.file(image.manifest().digest().hex() + i + ".tar", 0644, layers(image).get(i));
            }
            tar.file(image.manifest().digest().hex() + ".json", 0644, config(image));
          }
          tar.file(
              "manifest.json",
              0644,
              "[{\"Config\":\"%1$s.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"%1$s0.tar\",\"%1$s1.tar\"]},{\"Config\":\"./%2$s.json\",\"RepoTags\":null,\"Layers\":[\"./%2$s0.tar\",\"%2$s1.tar\"]}]"
                  .formatted(first.manifest().digest().hex(), second.manifest().digest().hex())
                  .getBytes(UTF_8));
        });

    assertThat(tags()).containsExactly("docker.io/library/a:1", "@1");
    assertConfig(":a:1", first);
    assertConfig(":@0", first);
    assertConfig(":@1", second);
    try (ImageSource source = at("").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("docker.io/library/a:1, @1");
    }
    try (ImageSource source = at(":b").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("tag \"docker.io/library/b:latest\" not found");
    }
    try (ImageSource source = at(":@2").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("only 2");
    }
  }

  private void assertConfig(String choice, TestImage image) throws IOException {
    try (ImageSource source = at(choice).openSource(context())) {
      var manifest = (ImageManifest) source.manifest().parse();
      assertThat(manifest.config()).isEqualTo(((ImageManifest) image.manifest().parse()).config());
    }
  }

  @Test
  void followsLinksInsideTheArchiveAndUnpacksLayers() throws IOException {
    TestImage image = image(1);
    List<Descriptor> layers = ((ImageManifest) image.manifest().parse()).layers();
    archive(
        tar -> {
          tar.file("blobs/one", 0644, TestImage.gzip(layers(image).get(0)));
          tar.file("blobs/two", 0644, layers(image).get(1));
          tar.file("config.json", 0644, config(image));
          tar.symbolicLink("a/layer.tar", "../b/../blobs/one");
          tar.symbolicLink("b/layer.tar", "../a/layer.tar");
          tar.file(
              "manifest.json",
              0644,
              "[{\"Config\":\"config.json\",\"Layers\":[\"b/layer.tar\",\"blobs/two\"]}]"
                  .getBytes(UTF_8));
        });

    try (ImageSource source = at("").openSource(context())) {
      var manifest = (ImageManifest) source.manifest().parse();
      assertThat(manifest.layers().stream().map(Descriptor::size))
          .isEqualTo(layers.stream().map(Descriptor::size).toList());
      for (Descriptor layer : layers) {
        try (var content = source.blob(layer)) {
          assertThat(content.stream().readAllBytes()).isEqualTo(image.content(layer));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "c", "../c/layer.tar"})
  void doesNotFollowLinksThatLeadNowhere(String target) throws IOException {
    archive(
        tar -> {
          tar.file("config.json", 0644, config(image(1)));
          tar.symbolicLink("c/layer.tar", target);
          tar.file(
              "manifest.json",
              0644,
              "[{\"Config\":\"config.json\",\"Layers\":[\"c/layer.tar\",\"c/layer.tar\"]}]"
                  .getBytes(UTF_8));
        });

    try (ImageSource source = at("").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("c/layer.tar");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[{}]",
        "[{\"Config\":\"missing\"}]",
        "[{\"Config\":\"c\",\"Layers\":[1]}]",
        "[{\"Config\":\"c\",\"Layers\":[]}]"
      })
  void saysWhatIsWrongWithTheArchive(String manifest) throws IOException {
    archive(
        tar -> {
          tar.file("c", 0644, config(image(1)));
          tar.file("manifest.json", 0644, manifest.getBytes(UTF_8));
        });

    try (ImageSource source = at("").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file().toString());
    }
  }

  @Test
  void saysThatAnArchiveIsOfAnotherKind() throws IOException {
    TestImage.single(1, TestImage.Kind.OCI)
        .write(OciArchiveTransport.INSTANCE.parse(file().toString()), context());

    try (ImageSource source = at("").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("oci-archive:" + file());
    }
  }

  @Test
  void refusesCompressedLayers() throws IOException {
    TestImage image = TestImage.single(1, TestImage.Kind.DOCKER);
    try (ImageDestination destination = location().openDestination(context())) {
      image.putContent(destination);

      assertThatThrownBy(() -> destination.commit(image.manifest()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("uncompressed layers");
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void takesOneImageOfDockersFormat() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.layerForm()).isEqualTo(LayerForm.UNCOMPRESSED);
      assertThat(destination.accepts(MediaType.DOCKER_MANIFEST)).isTrue();
      assertThat(destination.accepts(MediaType.OCI_MANIFEST)).isFalse();
      assertThat(destination.accepts(MediaType.DOCKER_LIST)).isFalse();
      assertThatThrownBy(() -> destination.putManifest(image(1).manifest()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "f:", "f:A", "f:a@sha256:00", "f:@-1"})
  void refusesNamesThatAreNone(String text) {
    assertThatThrownBy(() -> DockerArchiveTransport.INSTANCE.parse(text))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void printsTheFullReference() {
    assertThat(DockerArchiveTransport.INSTANCE.parse("f:busybox"))
        .hasToString("docker-archive:f:docker.io/library/busybox:latest");
    assertThat(DockerArchiveTransport.INSTANCE.parse("f:@3")).hasToString("docker-archive:f:@3");
  }
}
