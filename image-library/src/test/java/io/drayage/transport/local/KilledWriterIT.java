package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import io.drayage.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A writer that is killed by signal 9 leaves the old image, and complete blobs for the next one.
 */
class KilledWriterIT {
  private static final long OLD = 1;
  private static final long NEW = 2;

  @TempDir Path folder;

  private Path place() {
    return folder.resolve("place");
  }

  private List<String> partialFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(place())) {
      return paths
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".partial"))
          .toList();
    }
  }

  private void killAWriterInTheMiddle(String kind) throws Exception {
    Process writer =
        ChildJvm.start(
            KilledWriter.class,
            kind,
            place().toString(),
            folder.resolve("tmp").toString(),
            Long.toString(NEW));
    try (var output = writer.inputReader()) {
      assertThat(output.readLine()).isEqualTo("hanging");
    } finally {
      writer.destroyForcibly();
      writer.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "dir"})
  void theNextCopyGoesOnWhereItWas(String kind) throws Exception {
    Transport transport = kind.equals("dir") ? DirTransport.INSTANCE : OciTransport.INSTANCE;
    ImageLocation location = transport.parse(place() + (kind.equals("oci") ? ":1.0" : ""));
    var context = NoRegistries.context(folder.resolve("tmp"));
    TestImage old = TestImage.single(OLD, TestImage.Kind.OCI);
    TestImage image = TestImage.single(NEW, TestImage.Kind.OCI);
    old.write(location, context);

    killAWriterInTheMiddle(kind);

    try (ImageSource source = location.openSource(context)) {
      assertThat(source.manifest()).isEqualTo(old.manifest());
    }
    assertThat(partialFiles()).hasSize(1);
    try (ImageDestination destination = location.openDestination(context)) {
      assertThat(partialFiles()).isEmpty();
      assertThat(destination.resolve()).contains(old.manifest().digest());
      Iterator<Descriptor> blobs = image.blobs().keySet().iterator();
      assertThat(destination.hasBlob(blobs.next())).isTrue();
      assertThat(destination.hasBlob(blobs.next())).isFalse();
      image.putContent(destination);
      destination.commit(image.manifest());
      assertThat(destination.resolve()).contains(image.manifest().digest());
    }
  }
}
