package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.registry.Body;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ImageTransportContract;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciArchiveTransportTest extends ImageTransportContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("image.tar");
  }

  @Override
  protected ImageLocation location() {
    return OciArchiveTransport.INSTANCE.parse(file() + ":1.0");
  }

  @Override
  protected TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  @Override
  protected TestImage image(long seed) {
    return TestImage.single(seed, TestImage.Kind.OCI);
  }

  @Override
  protected boolean remembers() {
    return false;
  }

  @Test
  void leavesNothingButTheArchive() throws IOException {
    image(1).write(location(), context());

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("image.tar", "tmp");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
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
  void writesTheSameBytesForTheSameImage() throws IOException {
    image(1).write(location(), context());
    byte[] first = Files.readAllBytes(file());

    image(1).write(location(), context());

    assertThat(file()).hasBinaryContent(first);
  }

  @Test
  void readsACompressedArchive() throws IOException {
    image(1).write(location(), context());
    Files.write(file(), TestImage.gzip(Files.readAllBytes(file())));

    try (ImageSource source = location().openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image(1).manifest());
      assertThat(folder.resolve("tmp")).isNotEmptyDirectory();
    }
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysWhereATruncatedArchiveEnds() throws IOException {
    image(1).write(location(), context());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, 3000));

    assertThatThrownBy(() -> location().openSource(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truncated")
        .hasMessageContaining("3000 bytes");
  }

  @Test
  void saysThatAFileIsNoArchive() throws IOException {
    Files.writeString(file(), "<html>".repeat(200));

    assertThatThrownBy(() -> location().openSource(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no tar archive");

    Files.write(file(), TestImage.tar("some/file", new byte[10]));
    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("no index.json");
    }
  }

  @Test
  void saysThatACompressionIsNotSupported() throws IOException {
    Files.write(file(), new byte[] {'B', 'Z', 'h', '9', 1, 2, 3, 4});

    assertThatThrownBy(() -> location().openSource(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bzip2");
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void refusesATargetThatCannotBeWritten() {
    assertThatThrownBy(
            () ->
                OciArchiveTransport.INSTANCE
                    .parse(folder.resolve("missing/image.tar").toString())
                    .openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(
            () -> OciArchiveTransport.INSTANCE.parse(folder.toString()).openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void cleansUpTheSpoolOfADeadProcess() throws IOException {
    Path dead = Files.createDirectories(folder.resolve("tmp/drayage-spool-1/layout"));
    Files.createFile(dead.resolveSibling("lock"));
    Files.writeString(dead.resolve("blob"), "x");

    try (ImageDestination destination = location().openDestination(context())) {
      byte[] content = {1};
      destination.putBlob(
          new Descriptor(MediaType.OCTET_STREAM, Digest.of(content), 1), Body.of(content));

      assertThat(dead).doesNotExist();
      assertThat(folder.resolve("tmp").toFile().list()).hasSize(1);
    }
  }
}
