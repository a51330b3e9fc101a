package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transport.ImageDestination;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFailureTest {
  @TempDir Path folder;

  @Test
  void namesTheFileAndTheRemedyWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "only Linux has a device that is always full");
    TestImage image = TestImage.single(1, TestImage.Kind.DOCKER_UNCOMPRESSED);
    try (ImageDestination destination =
        DockerArchiveTransport.INSTANCE
            .parse(full.toString())
            .openDestination(NoRegistries.context(folder))) {
      image.putContent(destination);

      assertThatThrownBy(() -> destination.commit(image.manifest()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write /dev/full: No space left on device")
          .hasMessageContaining("free some space");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheFileAndTheRemedyWhenAccessIsDenied() {
    assertThat(WriteFailure.of(Path.of("/a/b"), new AccessDeniedException("/a/b")))
        .hasMessageContaining("cannot write /a/b: permission denied")
        .hasMessageContaining("needs the right to write there");
  }
}
