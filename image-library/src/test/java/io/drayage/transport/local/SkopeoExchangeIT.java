package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import io.drayage.registry.Body;
import io.drayage.testing.Command;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SkopeoCommand;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write is what skopeo writes, byte for byte; each reads what the other wrote. */
@RequiresProgram("skopeo")
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

  /** Runs a copy by skopeo. */
  private void skopeoCopy(String from, String to, String... options) throws Exception {
    SkopeoCommand.copy(at(from).toString(), at(to).toString(), options).run().orFail();
  }

  /** Runs a copy of everything, without a change, by skopeo. */
  private void skopeoCopyAll(String from, String to) throws Exception {
    skopeoCopy(from, to, "--all", "--preserve-digests");
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
  void writesTheSameLayout() throws Exception {
    write(index, "oci:ours:multi");

    skopeoCopyAll("oci:ours:multi", "oci:theirs:multi");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
    assertHolds("oci:theirs:multi", index);
  }

  @Test
  void changesALayoutInTheSameWay() throws Exception {
    write(index, "dir:first");
    write(other, "dir:second");
    for (String step :
        List.of("a first", "b second", "a second", " first", "a second", " second")) {
      String name = step.substring(0, step.indexOf(' '));
      String image = step.substring(step.indexOf(' ') + 1);

      skopeoCopyAll("dir:" + image, "oci:theirs" + (name.isEmpty() ? "" : ":" + name));
      write(image.equals("first") ? index : other, "oci:ours" + (name.isEmpty() ? "" : ":" + name));

      assertThat(Files.readString(folder.resolve("ours/index.json")))
          .as("after %s", step)
          .isEqualTo(Files.readString(folder.resolve("theirs/index.json")));
    }
    assertThat(tree("ours")).isEqualTo(tree("theirs"));
  }

  @Test
  void takesTurnsInOneLayout() throws Exception {
    write(index, "dir:first");
    write(other, "oci:both:ours");

    skopeoCopyAll("dir:first", "oci:both:theirs");
    write(other, "oci:both:ours");

    assertHolds("oci:both:theirs", index);
    assertHolds("oci:both:ours", other);
    skopeoCopyAll("oci:both:ours", "dir:copied");
    assertHolds("dir:copied", other);
  }

  @Test
  void writesTheSameFolder() throws Exception {
    write(index, "dir:ours");

    skopeoCopyAll("dir:ours", "dir:theirs");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
    assertHolds("dir:theirs", index);
  }

  @Test
  void readsAndWritesTheSameOciArchives() throws Exception {
    write(index, "oci-archive:ours.tar:multi");

    skopeoCopyAll("oci-archive:ours.tar:multi", "oci-archive:theirs.tar:multi");
    skopeoCopyAll("oci-archive:ours.tar:multi", "dir:copied");

    assertHolds("oci-archive:theirs.tar:multi", index);
    assertHolds("oci-archive:theirs.tar", index);
    assertHolds("dir:copied", index);
  }

  @Test
  void writesTheSameDockerArchive() throws Exception {
    write(single, "dir:image");
    ImageLocation ours =
        ((DockerArchiveLocation) at("docker-archive:ours.tar:busybox:1"))
            .withName((TagReference) Reference.parse("quay.io/a/b:2"));
    single.write(ours, context());

    skopeoCopy(
        "dir:image", "docker-archive:theirs.tar:busybox:1", "--additional-tag", "quay.io/a/b:2");

    assertThat(folder.resolve("ours.tar")).hasSameBinaryContentAs(folder.resolve("theirs.tar"));
  }

  @Test
  void writesTheSameDockerArchiveOfAnUnnamedImage() throws Exception {
    write(single, "dir:image");
    write(single, "docker-archive:ours.tar");

    skopeoCopy("dir:image", "docker-archive:theirs.tar");

    assertThat(folder.resolve("ours.tar")).hasSameBinaryContentAs(folder.resolve("theirs.tar"));
  }

  @Test
  void makesTheSameManifestForADockerArchive() throws Exception {
    write(single, "docker-archive:ours.tar:busybox:1");

    String theirs =
        SkopeoCommand.of("inspect", "--raw", at("docker-archive:ours.tar").toString())
            .run()
            .orFail()
            .output();

    try (ImageSource source = at("docker-archive:ours.tar").openSource(context())) {
      assertThat(source.manifest().bytes()).isEqualTo(theirs.getBytes(StandardCharsets.UTF_8));
      assertThat(source.as(TagListing.class).orElseThrow().tags())
          .containsExactly("docker.io/library/busybox:1");
    }
  }

  @Test
  void copiesADockerArchiveToTheSameFolder() throws Exception {
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

    skopeoCopy("docker-archive:image.tar", "dir:theirs");

    assertThat(tree("ours")).isEqualTo(tree("theirs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "v7", "oldgnu"})
  void readsArchivesThatTarMade(String format) throws Exception {
    write(index, "oci:a-layout-in-a-folder:multi");
    Command.of(
            "tar",
            "--format=" + format,
            "-C",
            folder.resolve("a-layout-in-a-folder").toString(),
            "-cf",
            folder.resolve("image.tar").toString(),
            ".")
        .run()
        .orFail();

    assertHolds("oci-archive:image.tar:multi", index);
  }
}
