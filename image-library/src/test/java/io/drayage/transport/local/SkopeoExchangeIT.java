package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TagListing;
import io.drayage.transport.TestImage;
import io.drayage.transport.Transport;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write is what skopeo writes, byte for byte; each reads what the other wrote. */
class SkopeoExchangeIT {
  private static final Transports TRANSPORTS =
      new Transports(
          List.<Transport>of(
              OciTransport.INSTANCE,
              DirTransport.INSTANCE,
              OciArchiveTransport.INSTANCE,
              DockerArchiveTransport.INSTANCE));

  private final TestImage index = TestImage.index(1, TestImage.Kind.OCI);
  private final TestImage other = TestImage.index(7, TestImage.Kind.OCI);
  private final TestImage single = TestImage.single(3, TestImage.Kind.DOCKER_UNCOMPRESSED);

  @TempDir Path folder;

  @BeforeEach
  void wantsSkopeo() {
    Skopeo.require();
  }

  /** A location whose path is in the test's folder. */
  private ImageLocation at(String name) {
    int colon = name.indexOf(':') + 1;
    return TRANSPORTS.parse(name.substring(0, colon) + folder + "/" + name.substring(colon));
  }

  private TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  private void write(TestImage image, String name) throws IOException {
    image.write(at(name), context());
  }

  private void skopeo(String... arguments) {
    new Skopeo(folder).run(arguments);
  }

  private void skopeoCopy(String from, String to) {
    skopeo("copy", "-q", "--all", "--preserve-digests", from, to);
  }

  /** All files below a folder, with the digests of their content. */
  private SortedMap<String, String> tree(String name) throws IOException {
    Path root = folder.resolve(name);
    SortedMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        tree.put(
            root.relativize(path).toString(),
            Files.isDirectory(path) ? "" : Digest.of(Files.readAllBytes(path)).toString());
      }
    }
    return tree;
  }

  private void assertHolds(String name, TestImage image) throws IOException {
    try (ImageSource source = at(name).openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image.manifest());
      for (var child : image.children()) {
        assertThat(source.manifest(child.descriptor())).isEqualTo(child);
      }
      for (Descriptor blob : image.blobs().keySet()) {
        try (var content = source.blob(blob)) {
          assertThat(content.stream().readAllBytes()).isEqualTo(image.content(blob));
        }
      }
    }
  }

  @Test
  void writesTheSameLayout() throws IOException {
    write(index, "oci:ours:multi");

    skopeoCopy("oci:ours:multi", "oci:theirs:multi");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
    assertHolds("oci:theirs:multi", index);
  }

  @Test
  void changesALayoutInTheSameWay() throws IOException {
    write(index, "dir:first");
    write(other, "dir:second");
    for (String step :
        List.of("a first", "b second", "a second", " first", "a second", " second")) {
      String name = step.substring(0, step.indexOf(' '));
      String image = step.substring(step.indexOf(' ') + 1);

      skopeoCopy("dir:" + image, "oci:theirs" + (name.isEmpty() ? "" : ":" + name));
      write(image.equals("first") ? index : other, "oci:ours" + (name.isEmpty() ? "" : ":" + name));

      assertThat(Files.readString(folder.resolve("ours/index.json")))
          .as("after %s", step)
          .isEqualTo(Files.readString(folder.resolve("theirs/index.json")));
    }
    assertThat(tree("ours")).isEqualTo(tree("theirs"));
  }

  @Test
  void takesTurnsInOneLayout() throws IOException {
    write(index, "dir:first");
    write(other, "oci:both:ours");

    skopeoCopy("dir:first", "oci:both:theirs");
    write(other, "oci:both:ours");

    assertHolds("oci:both:theirs", index);
    assertHolds("oci:both:ours", other);
    skopeoCopy("oci:both:ours", "dir:copied");
    assertHolds("dir:copied", other);
  }

  @Test
  void writesTheSameFolder() throws IOException {
    write(index, "dir:ours");

    skopeoCopy("dir:ours", "dir:theirs");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
    assertHolds("dir:theirs", index);
  }

  @Test
  void readsAndWritesTheSameOciArchives() throws IOException {
    write(index, "oci-archive:ours.tar:multi");

    skopeoCopy("oci-archive:ours.tar:multi", "oci-archive:theirs.tar:multi");
    skopeoCopy("oci-archive:ours.tar:multi", "dir:copied");

    assertHolds("oci-archive:theirs.tar:multi", index);
    assertHolds("oci-archive:theirs.tar", index);
    assertHolds("dir:copied", index);
  }

  @Test
  void writesTheSameDockerArchive() throws IOException {
    write(single, "dir:image");
    ImageLocation ours =
        ((DockerArchiveLocation) at("docker-archive:ours.tar:busybox:1"))
            .withName((TagReference) Reference.parse("quay.io/a/b:2"));
    single.write(ours, context());

    skopeo(
        "copy",
        "-q",
        "--additional-tag",
        "quay.io/a/b:2",
        "dir:image",
        "docker-archive:theirs.tar:busybox:1");

    assertThat(folder.resolve("ours.tar")).hasSameBinaryContentAs(folder.resolve("theirs.tar"));
  }

  @Test
  void writesTheSameDockerArchiveOfAnUnnamedImage() throws IOException {
    write(single, "dir:image");
    write(single, "docker-archive:ours.tar");

    skopeo("copy", "-q", "dir:image", "docker-archive:theirs.tar");

    assertThat(folder.resolve("ours.tar")).hasSameBinaryContentAs(folder.resolve("theirs.tar"));
  }

  @Test
  void makesTheSameManifestForADockerArchive() throws IOException {
    write(single, "docker-archive:ours.tar:busybox:1");

    String theirs = new Skopeo(folder).run("inspect", "--raw", "docker-archive:ours.tar");

    try (ImageSource source = at("docker-archive:ours.tar").openSource(context())) {
      assertThat(source.manifest().bytes()).isEqualTo(theirs.getBytes(StandardCharsets.UTF_8));
      assertThat(source.as(TagListing.class).orElseThrow().tags())
          .containsExactly("docker.io/library/busybox:1");
    }
  }

  @Test
  void copiesADockerArchiveToTheSameFolder() throws IOException {
    write(single, "docker-archive:image.tar:busybox:1");
    try (ImageSource source = at("docker-archive:image.tar").openSource(context());
        ImageDestination destination = at("dir:ours").openDestination(context())) {
      for (Descriptor blob : single.blobs().keySet()) {
        try (var content = source.blob(blob)) {
          destination.putBlob(blob, Body.of(content.stream().readAllBytes()));
        }
      }
      destination.commit(source.manifest());
    }

    skopeo("copy", "-q", "docker-archive:image.tar", "dir:theirs");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "v7", "oldgnu"})
  void readsArchivesThatTarMade(String format) throws Exception {
    write(index, "oci:a-layout-in-a-folder:multi");
    Process tar =
        new ProcessBuilder(
                "tar", "--format=" + format, "-C", "a-layout-in-a-folder", "-cf", "image.tar", ".")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();

    assertHolds("oci-archive:image.tar:multi", index);
  }
}
