package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.StorageUnavailableException;
import io.drayage.storage.domain.UploadId;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores in front of an S3 that misbehaves. */
class S3FaultsIT {
  private static final int PART = StoresContract.PART;

  @TempDir static Path folder;
  private static S3Bench bench;
  private static FaultyServer faulty;
  private static StoresContract.Stores stores;

  @BeforeAll
  static void start() throws Exception {
    bench = S3Bench.start(folder);
    faulty = FaultyServer.before(bench.server().uri());
    stores = bench.open(faulty.uri());
  }

  @AfterAll
  static void stop() {
    bench.close();
    faulty.close();
  }

  @AfterEach
  void behave() {
    faulty.behave();
  }

  private static void pushes(Content content) throws IOException {
    StoresContract.push(stores, content);
    assertThat(StoresContract.read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void smallBlobCostsOneRequestAndALargeOneAsManyAsItHasPartsAndThree() throws Exception {
    Content small = Content.seeded(1, 1000);
    Content large = Content.seeded(2, 2 * PART + 1000);
    faulty.log().clear();

    StoresContract.push(stores, small);
    assertThat(faulty.log().all()).hasSize(1);
    faulty.log().clear();
    StoresContract.push(stores, large);

    // Begin, two parts; the rest as an object, its copy into the parts, its removal; complete.
    assertThat(faulty.log().all()).hasSize(7);
  }

  @Test
  void retriesWhenS3FailsForAWhile() throws Exception {
    faulty
        .times(2, "PUT", "/blobs/", new Fault.Status(503, "SlowDown"))
        .times(2, "POST", "/blobs/", new Fault.Status(500, "InternalError"));

    pushes(Content.seeded(3, PART + 1000));
  }

  @Test
  void retriesWhenAConnectionBreaksWhileAPartIsSent() throws Exception {
    faulty
        .once("PUT", "/blobs/", new Fault.ResetUpload(100_000))
        .once("PUT", "/blobs/", new Fault.CloseBeforeAnswer());

    pushes(Content.seeded(4, PART + 1000));
  }

  @Test
  void goesOnReadingWhereAConnectionBroke() throws Exception {
    Content content = Content.seeded(5, 3_000_000);
    StoresContract.push(stores, content);
    faulty
        .once("GET", "/blobs/", new Fault.ResetBody(1_000_000))
        .once("GET", "/blobs/", new Fault.TruncateBody(500_000))
        .once("GET", "/blobs/", new Fault.Status(503, "SlowDown"));

    assertThat(StoresContract.read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void toleratesASlowServer() throws Exception {
    Content content = Content.seeded(6, 400_000);
    StoresContract.push(stores, content);
    faulty.once("GET", "/blobs/", new Fault.SlowBody(800_000));

    assertThat(StoresContract.read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void believesAnObjectThatWasCompletedThoughTheAnswerWasLost() throws Exception {
    Content content = Content.seeded(7, PART + 1000);
    UploadId upload = StoresContract.upload();
    stores.uploads().append(upload, new ByteArrayInputStream(content.bytes()));
    faulty.once("POST", "/blobs/", new Fault.LoseAnswer());

    StoresContract.finish(stores, upload, content.digest());

    assertThat(StoresContract.read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void saysThatItIsAwayAndKeepsWhatItAcknowledged() throws Exception {
    Content content = Content.seeded(8, PART + 3000);
    UploadId upload = StoresContract.upload();
    long acknowledged =
        stores.uploads().append(upload, StoresContract.bytes(content, 0, PART + 1000));
    faulty.times(100, (_, _) -> true, new Fault.Status(503, "ServiceUnavailable"));

    assertThatThrownBy(
            () ->
                stores
                    .uploads()
                    .append(upload, StoresContract.bytes(content, PART + 1000, PART + 2000)))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageContaining("S3 failed to");
    Digest soFar = Digest.of(Arrays.copyOf(content.bytes(), PART + 1000));
    assertThatThrownBy(() -> stores.uploads().seal(upload, soFar))
        .isInstanceOf(StorageUnavailableException.class);

    faulty.behave();
    assertThat(stores.uploads().offset(upload)).isEqualTo(acknowledged);
    stores.uploads().append(upload, StoresContract.bytes(content, PART + 1000, PART + 3000));
    StoresContract.finish(stores, upload, content.digest());
    assertThat(StoresContract.read(stores, content.digest())).isEqualTo(content.bytes());
  }

  /** Two replicas are sent chunks of one upload at the same time. */
  @Test
  void refusesTheSecondOfTwoWriters() throws Exception {
    Content content = Content.seeded(9, PART + 2000);
    UploadId upload = StoresContract.upload();
    StoresContract.Stores other = bench.open();
    InputStream interrupting =
        new SequenceInputStream(
            StoresContract.bytes(content, 0, PART + 1000),
            new InputStream() {
              @Override
              public int read() throws IOException {
                other.uploads().append(upload, new ByteArrayInputStream(new byte[500]));
                return -1;
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });

    assertThatThrownBy(() -> stores.uploads().append(upload, interrupting))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another request");

    stores.uploads().discard(upload);
  }

  @Test
  void takesABlobAgainWhoseObjectIsGone() throws Exception {
    Content content = Content.seeded(10, 1000);
    StoresContract.push(stores, content);
    try (Stream<Path> all = Files.walk(bench.server().objects())) {
      all.filter(Files::isRegularFile)
          .filter(file -> content.digest().matches(bytes(file)))
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    BlobContent gone = stores.blobs().find(content.digest()).orElseThrow();
    assertThatThrownBy(() -> gone.open(0)).hasMessageContaining("not there");

    pushes(content);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
