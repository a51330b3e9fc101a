package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registry.ChunkRule;
import io.drayage.registry.UploadMark;
import io.drayage.testing.Content;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Packing;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.transport.local.ChildJvm;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of a large blob, and another one brings the rest of it. */
@Timeout(300)
class KilledCopyIT {
  private static final int MIB = 1 << 20;
  private static final SeededLayer LAYER = SeededLayer.of(5, 208L * MIB, Packing.STORED_GZIP);
  private static final ImageFixture IMAGE =
      SeededImages.image(5, ImageFormat.OCI, Platform.of("linux", "amd64"), List.of(LAYER));
  private static final long SIZE = LAYER.blob().length();
  private static final Digest BLOB = LAYER.blob().digest();

  /** The config, which may have to be sent, too. */
  private static final long SMALL = 10_000;

  @TempDir static Path shared;
  private static Content layer = LAYER.blob();

  @TempDir Path folder;

  private final MemoryRegistry source = MemoryRegistry.start();
  private final CountDownLatch killed = new CountDownLatch(1);
  private TransferJournalFolder journal;

  /** Making the bytes takes longer than reading them from a file. */
  @BeforeAll
  static void writeLayer() throws IOException {
    Path file = shared.resolve("layer");
    try (InputStream in = LAYER.blob().open()) {
      Files.copy(in, file);
    }
    layer = Content.of(SIZE, () -> Files.newInputStream(file));
  }

  @BeforeEach
  void store() throws IOException {
    IMAGE.storeIn(source, "app", "1");
    source.putBlob("app", layer);
    journal = new TransferJournalFolder(Files.createDirectory(folder.resolve("journal")));
  }

  @AfterEach
  void stop() {
    killed.countDown();
    source.close();
  }

  private Process start(String destination) throws IOException {
    return ChildJvm.start(
        CopyingProcess.class,
        source.authority() + "/app:1",
        destination + "/mirror:1",
        journal.folder().toString());
  }

  /** Kills the process as soon as the registry has confirmed so much; what is known then. */
  private UploadMark killAfter(long confirmed, Process process, String destination)
      throws InterruptedException {
    RepositoryName repository = new RepositoryName(new RegistryHost(destination), "mirror");
    while (journal.find(repository, BLOB).filter(m -> m.offset() >= confirmed).isEmpty()) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    killed.countDown();
    return journal.find(repository, BLOB).orElseThrow();
  }

  /** Lets another process do the rest; the bytes that it sent. */
  private long finish(String destination) throws IOException, InterruptedException {
    Process next = start(destination);
    String output = new String(next.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(next.waitFor()).isZero();
    try (Stream<Path> left = Files.list(journal.folder())) {
      assertThat(left.filter(file -> !file.getFileName().toString().startsWith("next"))).isEmpty();
    }
    return Long.parseLong(output.strip());
  }

  @Test
  void sendsNoMoreThanWhatWasNotConfirmed() throws Exception {
    try (MemoryRegistry destination = MemoryRegistry.start()) {
      Process first = start(destination.authority());
      UploadMark mark = killAfter(100L * MIB, first, destination.authority());

      long sent = finish(destination.authority());

      assertThat(sent).isLessThanOrEqualTo(SIZE - mark.offset() + SMALL);
      assertThat(destination.blob("mirror", BLOB).orElseThrow().digest()).isEqualTo(BLOB);
      assertThat(destination.manifest("mirror", "1")).contains(IMAGE.manifest());
      assertThat(destination.openUploads()).isEmpty();
    }
  }

  /** Distribution 2.8 knows a session whose last chunk is whole, as it is while one is read. */
  @Test
  @RequiresProgram("docker-registry")
  void goesOnAtDistributionsRegistryAfterDyingOfASlowSource() throws Exception {
    int chunk = ChunkRule.STANDARD.bytes();
    long confirmed = 15L * chunk;
    stallAt(confirmed + chunk / 2);
    try (DockerRegistryProcess destination =
        DockerRegistryProcess.start(folder.resolve("registry"))) {
      Process first = start(destination.authority());
      UploadMark mark = killAfter(confirmed, first, destination.authority());
      source.putBlob("app", layer);

      long sent = finish(destination.authority());

      assertThat(mark.offset()).isEqualTo(confirmed);
      assertThat(sent).isBetween(SIZE - confirmed, SIZE - confirmed + SMALL);
      assertThat(Digest.of(Files.readAllBytes(blobFile(destination)))).isEqualTo(BLOB);
    }
  }

  private static Path blobFile(DockerRegistryProcess registry) {
    return registry
        .data()
        .resolve("docker/registry/v2/blobs/sha256")
        .resolve(BLOB.hex().substring(0, 2))
        .resolve(BLOB.hex())
        .resolve("data");
  }

  private void stallAt(long offset) {
    source.putWrongBlob(
        "app", BLOB, Content.of(SIZE, () -> new Stalling(layer.open(), offset, killed)));
  }

  /** Says nothing any more from some byte on until the reader was killed. */
  private static final class Stalling extends FilterInputStream {
    private final CountDownLatch killed;
    private long left;

    private Stalling(InputStream in, long left, CountDownLatch killed) {
      super(in);
      this.left = left;
      this.killed = killed;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        try {
          killed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
        throw new IOException("the reader is gone");
      }
      int n = super.read(buffer, offset, (int) Math.min(left, length));
      left -= Math.max(0, n);
      return n;
    }
  }
}
