package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadStore;
import io.drayage.testing.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of uploads and blobs does; each one extends this. */
abstract class StoresContract {
  /** The size of a part in S3; nothing special in a folder. */
  static final int PART = 8 * 1024 * 1024;

  /** What S3 asks of a part that is not the last. */
  static final int SMALLEST_PART = 5 * 1024 * 1024;

  /** Stores that a process has. */
  record Stores(UploadStore uploads, BlobStore blobs) {}

  /** Those of another process on the same storage: after a restart, or of another replica. */
  abstract Stores open() throws Exception;

  /** How many files or objects there are, of blobs and uploads together. */
  abstract long stored() throws Exception;

  static UploadId upload() {
    return new UploadId(UUID.randomUUID());
  }

  static InputStream bytes(Content content, int from, int to) {
    return new ByteArrayInputStream(Arrays.copyOfRange(content.bytes(), from, to));
  }

  static void push(Stores stores, Content content) throws IOException {
    UploadId upload = upload();
    stores.uploads().append(upload, new ByteArrayInputStream(content.bytes()));
    finish(stores, upload, content.digest());
  }

  static void finish(Stores stores, UploadId upload, Digest digest) throws IOException {
    assertThat(stores.uploads().seal(upload, digest)).isEqualTo(digest);
    stores.blobs().adopt(upload, digest);
    stores.uploads().discard(upload);
  }

  static byte[] read(Stores stores, Digest digest) throws IOException {
    BlobContent content = stores.blobs().find(digest).orElseThrow();
    try (InputStream in = content.open(0)) {
      byte[] bytes = in.readAllBytes();
      assertThat(content.size()).isEqualTo(bytes.length);
      return bytes;
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        1000,
        SMALLEST_PART,
        PART - 1,
        PART,
        PART + 1,
        PART + SMALLEST_PART,
        2 * PART + 3
      })
  void keepsBlobsOfAnySize(int size) throws Exception {
    Content content = Content.seeded(size, size);
    long before = stored();

    push(open(), content);

    assertThat(read(open(), content.digest())).isEqualTo(content.bytes());
    assertThat(stored()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, PART, PART + 1000, PART + SMALLEST_PART})
  void keepsWhatABrokenStreamBrought(int size) throws Exception {
    Content content = Content.seeded(size + 500, size + 500);
    Stores stores = open();
    UploadId upload = upload();

    assertThatThrownBy(() -> stores.uploads().append(upload, breaking(bytes(content, 0, size))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("went away");

    assertThat(stores.uploads().offset(upload)).isEqualTo(size);
    assertThat(stores.uploads().append(upload, bytes(content, size, size + 500)))
        .isEqualTo(size + 500);
    finish(stores, upload, content.digest());
    assertThat(read(stores, content.digest())).isEqualTo(content.bytes());
  }

  private static InputStream breaking(InputStream first) {
    return new SequenceInputStream(
        first,
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client went away");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, PART, PART + 1000, PART + SMALLEST_PART})
  void goesOnInAnotherProcess(int size) throws Exception {
    Content content = Content.seeded(size + 7, size + 1500);
    UploadId upload = upload();
    open().uploads().append(upload, bytes(content, 0, size));

    Stores second = open();
    assertThat(second.uploads().offset(upload)).isEqualTo(size);
    second.uploads().append(upload, bytes(content, size, size + 700));
    Stores third = open();
    assertThat(third.uploads().append(upload, bytes(content, size + 700, size + 1500)))
        .isEqualTo(size + 1500);
    finish(open(), upload, content.digest());

    assertThat(read(open(), content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void takesManySmallPieces() throws Exception {
    Content content = Content.seeded(3, 20_000);
    Stores stores = open();
    UploadId upload = upload();
    for (int i = 0; i < 20; i++) {
      assertThat(stores.uploads().append(upload, bytes(content, i * 1000, (i + 1) * 1000)))
          .isEqualTo((i + 1) * 1000L);
    }

    finish(stores, upload, content.digest());

    assertThat(read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @Test
  void knowsNothingOfAnUploadThatHasNoBytes() throws Exception {
    Stores stores = open();
    UploadId upload = upload();

    assertThat(stores.uploads().offset(upload)).isZero();
    assertThat(stores.uploads().append(upload, InputStream.nullInputStream())).isZero();
    stores.uploads().discard(upload);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, PART + 1000})
  void tellsTheDigestThatTheBytesHave(int size) throws Exception {
    Content content = Content.seeded(11, size);
    Stores stores = open();
    UploadId upload = upload();
    stores.uploads().append(upload, bytes(content, 0, size));

    assertThat(stores.uploads().seal(upload, Digest.of(new byte[] {1})))
        .isEqualTo(content.digest());

    assertThat(stores.blobs().find(content.digest())).isEmpty();
    finish(stores, upload, content.digest());
    assertThat(read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, PART + 1000})
  void knowsSha512(int size) throws Exception {
    Content content = Content.seeded(12, size);
    Digest digest = Digest.of(DigestAlgorithm.SHA512, content.bytes());
    Stores stores = open();
    UploadId upload = upload();
    stores.uploads().append(upload, bytes(content, 0, size));

    finish(stores, upload, digest);

    assertThat(read(stores, digest)).isEqualTo(content.bytes());
    stores.blobs().delete(digest);
  }

  @Test
  void keepsOneOfManyThatPushTheSame() throws Exception {
    Content content = Content.seeded(13, PART + 100);
    long before = stored();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> pushes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        pushes.add(
            threads.submit(
                () -> {
                  push(open(), content);
                  return null;
                }));
      }
      for (Future<Void> push : pushes) {
        push.get();
      }
    }

    assertThat(read(open(), content.digest())).isEqualTo(content.bytes());
    assertThat(stored()).isEqualTo(before + 1);
  }

  @Test
  void readsFromAnyOffset() throws Exception {
    Content content = Content.seeded(14, PART + 100);
    Stores stores = open();
    push(stores, content);
    BlobContent blob = stores.blobs().find(content.digest()).orElseThrow();

    for (int offset : List.of(0, 1, PART - 1, PART, PART + 99)) {
      try (InputStream in = blob.open(offset)) {
        assertThat(in.readNBytes(200))
            .isEqualTo(
                Arrays.copyOfRange(
                    content.bytes(), offset, Math.min(offset + 200, content.bytes().length)));
      }
      try (InputStream in = blob.open(offset, 1)) {
        assertThat(in.read()).isEqualTo(content.bytes()[offset] & 0xff);
      }
    }
    try (InputStream in = blob.open(content.bytes().length)) {
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void forgetsABlobThatIsDeletedAndTakesItAgain() throws Exception {
    Content content = Content.seeded(15, 1000);
    Stores stores = open();
    push(stores, content);
    long before = stored();

    stores.blobs().delete(content.digest());
    stores.blobs().delete(content.digest());

    assertThat(stores.blobs().find(content.digest())).isEmpty();
    assertThat(open().blobs().find(content.digest())).isEmpty();
    assertThat(stored()).isEqualTo(before - 1);
    push(stores, content);
    assertThat(read(stores, content.digest())).isEqualTo(content.bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, PART + 1000})
  void discardsAnUploadWithAllItHas(int size) throws Exception {
    Stores stores = open();
    long before = stored();
    UploadId upload = upload();
    stores.uploads().append(upload, bytes(Content.seeded(16, size), 0, size));

    open().uploads().discard(upload);
    open().uploads().discard(upload);

    assertThat(open().uploads().offset(upload)).isZero();
    assertThat(stored()).isEqualTo(before);
  }

  /** As after a kill between any two steps of a push that the client then repeats. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1000, PART + 1000})
  void endsAnUploadAgainThatWasEndedHalfWay(int size) throws Exception {
    Content content = Content.seeded(17 + size, size);
    open().blobs().delete(content.digest());
    long before = stored();
    UploadId upload = upload();
    open().uploads().append(upload, bytes(content, 0, size));

    assertThat(open().uploads().seal(upload, content.digest())).isEqualTo(content.digest());
    assertThat(open().uploads().offset(upload)).isEqualTo(size);
    assertThat(open().blobs().find(content.digest())).isEmpty();
    assertThat(open().uploads().seal(upload, content.digest())).isEqualTo(content.digest());
    open().blobs().adopt(upload, content.digest());
    assertThat(open().uploads().seal(upload, content.digest())).isEqualTo(content.digest());
    open().blobs().adopt(upload, content.digest());
    open().uploads().discard(upload);

    assertThat(read(open(), content.digest())).isEqualTo(content.bytes());
    assertThat(stored()).isEqualTo(before + 1);
  }
}
