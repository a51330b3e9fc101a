package io.drayage.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ImageTransportContract;
import io.drayage.transport.LayerForm;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirTransportTest extends ImageTransportContract {
  @TempDir Path folder;

  private Path image() {
    return folder.resolve("image");
  }

  @Override
  protected ImageLocation location() {
    return DirTransport.INSTANCE.parse(image().toString());
  }

  @Override
  protected TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  @Override
  protected TestImage image(long seed) {
    return TestImage.single(seed, TestImage.Kind.DOCKER);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.list(image())) {
      return paths.map(p -> p.getFileName().toString()).toList();
    }
  }

  private static List<String> expected(TestImage image) {
    List<String> expected = new ArrayList<>(List.of("manifest.json", "version"));
    image.blobs().keySet().forEach(b -> expected.add(b.digest().hex()));
    image.children().forEach(c -> expected.add(c.digest().hex() + ".manifest.json"));
    return expected;
  }

  @Test
  void writesTheFilesOfTheImageAndNoOthers() throws IOException {
    TestImage index = TestImage.index(1, TestImage.Kind.DOCKER);

    index.write(location(), context());

    assertThat(files()).containsExactlyInAnyOrderElementsOf(expected(index));
    assertThat(image().resolve("version")).hasContent("Directory Transport Version: 1.1\n");
    assertThat(image().resolve("manifest.json")).hasBinaryContent(index.manifest().bytes());
  }

  @Test
  void deletesTheFilesOfTheOldImageAfterTheCommit() throws IOException {
    TestImage.index(1, TestImage.Kind.OCI).write(location(), context());
    Files.writeString(image().resolve("signature-1"), "of the old image");

    image(5).write(location(), context());

    assertThat(files()).containsExactlyInAnyOrderElementsOf(expected(image(5)));
  }

  @Test
  void keepsFilesThatAreNotItsOwn() throws IOException {
    image(1).write(location(), context());
    Files.writeString(image().resolve("notes.txt"), "mine");

    image(2).write(location(), context());

    assertThat(image().resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void refusesAFolderWithSomethingElseInIt() throws IOException {
    Files.createDirectories(image());
    Files.writeString(image().resolve("thesis.tex"), "important");

    assertThatThrownBy(() -> location().openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a containers image directory")
        .hasMessageContaining("no version file");
    assertThat(files()).containsExactly("thesis.tex");
  }

  @Test
  void refusesAFolderOfAnotherVersion() throws IOException {
    Files.createDirectories(image());
    Files.writeString(image().resolve("version"), "Directory Transport Version: 9\n");

    assertThatThrownBy(() -> location().openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Version: 9");
  }

  @Test
  void leavesNothingWhenNothingWasWritten() throws IOException {
    location().openDestination(context()).close();
    assertThat(image()).doesNotExist();

    Files.createDirectories(image());
    location().openDestination(context()).close();
    assertThat(image()).isEmptyDirectory();
  }

  @Test
  void takesAnEmptyVersionFileAsTheRemainsOfADeadWriter() throws IOException {
    Files.createDirectories(image());
    Files.createFile(image().resolve("version"));

    image(1).write(location(), context());

    assertThat(image().resolve("version")).hasContent("Directory Transport Version: 1.1\n");
  }

  @Test
  void refusesASecondWriter() throws IOException {
    image(1).write(location(), context());

    try (ImageDestination _ = location().openDestination(context())) {
      assertThatThrownBy(() -> location().openDestination(context()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another copy is writing");
    }
    image(2).write(location(), context());
  }

  @Test
  void whoeverOnlyLooksMakesNoFolder() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.resolve()).isEmpty();
      assertThat(image()).doesNotExist();
    }
    assertThat(image()).doesNotExist();
  }

  @Test
  void takesEverythingAsItIs() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.layerForm()).isEqualTo(LayerForm.ANY);
      assertThat(destination.accepts(MediaType.DOCKER_SCHEMA1)).isTrue();
      assertThat(destination.accepts(new MediaType("application/x-mine"))).isTrue();
    }
  }

  @Test
  void anIncompleteImageCountsAsAbsent() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());
    Descriptor lost = image.blobs().keySet().iterator().next();
    Files.delete(image().resolve(lost.digest().hex()));

    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.resolve()).isEmpty();
    }
    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(() -> source.blob(lost))
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining(lost.digest().hex());
    }
  }

  @Test
  void findsBlobsThatWereChanged() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());
    Descriptor blob = image.blobs().keySet().iterator().next();
    Files.write(image().resolve(blob.digest().hex()), new byte[(int) blob.size()]);

    try (ImageSource source = location().openSource(context());
        var content = source.blob(blob)) {
      assertThatThrownBy(() -> content.stream().readAllBytes())
          .isInstanceOf(ContentMismatchException.class)
          .hasMessageContaining(image().toString());
    }
  }

  @Test
  void storesAManifestOfAnyType() throws IOException {
    RawManifest manifest = RawManifest.of("any".getBytes(UTF_8), MediaType.OCTET_STREAM);
    try (ImageDestination destination = location().openDestination(context())) {
      destination.commit(manifest);
    }

    try (ImageSource source = location().openSource(context())) {
      assertThat(source.manifest()).isEqualTo(manifest);
    }
  }

  @Test
  void refusesAnEmptyPath() {
    assertThatThrownBy(() -> DirTransport.INSTANCE.parse(""))
        .isInstanceOf(InvalidFormatException.class);
    assertThat(DirTransport.INSTANCE.parse("a:b")).hasToString("dir:a:b");
  }
}
