package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Uploads of blobs in one piece, in chunks or as streams: distribution specification 1.1, "Pushing
 * blobs". A session belongs to one repository and survives a restart; where it stands is where its
 * next chunk has to begin.
 */
public final class Uploads {
  private final UploadRecords records;
  private final UploadStore store;
  private final Shelf shelf;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final ActiveUploads active = new ActiveUploads();
  private final LongAdder received = new LongAdder();
  private volatile boolean closed;

  /** Where an upload ends up as a blob. */
  public record Shelf(BlobRecords records, BlobStore store) {}

  public Uploads(UploadRecords records, UploadStore store, Shelf shelf, InstantSource clock) {
    this.records = records;
    this.store = store;
    this.shelf = shelf;
    this.clock = clock;
    this.ids = UUID::randomUUID;
  }

  /** Opens no session from now on; those that are open go on. */
  public void close() {
    closed = true;
  }

  /** How many requests are writing to uploads now. */
  public int active() {
    return active.count();
  }

  /** The bytes that all of them have brought. */
  public long received() {
    return received.sum();
  }

  /** Opens a session. */
  public UploadId begin(RepositoryPath repository) {
    if (closed) {
      throw new RefusedException(
          RefusalCode.UNAVAILABLE,
          "the registry is stopping and begins no upload; try again later");
    }
    UploadId upload = new UploadId(ids.get());
    records.add(repository, upload, clock.instant());
    return upload;
  }

  /** How many bytes of it have arrived. */
  public long offset(RepositoryPath repository, UploadId upload) throws IOException {
    check(repository, upload);
    return store.offset(upload);
  }

  /**
   * Appends to it.
   *
   * @param start where the client believes to be, if it says so
   * @return the new offset
   */
  public long append(
      RepositoryPath repository, UploadId upload, Optional<Long> start, InputStream content)
      throws IOException {
    check(repository, upload);
    try (ActiveUploads.Use _ = active.begin(upload);
        UploadStore.Claim _ = store.claim(upload)) {
      long offset = store.offset(upload);
      if (start.isPresent() && start.get() != offset) {
        throw new RefusedException(
            RefusalCode.RANGE_INVALID,
            "the upload stands at %d, a chunk that begins at %d does not fit"
                .formatted(offset, start.get()));
      }
      long end = store.append(upload, content);
      received.add(end - offset);
      return end;
    } catch (StorageFullException e) {
      throw giveUp(upload, e);
    }
  }

  /** Frees the room that it takes; a client could not go on with it anyway. */
  private RefusedException giveUp(UploadId upload, StorageFullException e) throws IOException {
    abandon(upload);
    return new RefusedException(
        RefusalCode.STORAGE_FULL,
        "%s; the upload is given up, make room in the registry and push again"
            .formatted(e.getMessage()));
  }

  /** Ends it: the bytes become a blob of the repository, if they have the digest. */
  public void finish(RepositoryPath repository, UploadId upload, Digest expected)
      throws IOException {
    check(repository, upload);
    try (ActiveUploads.Use _ = active.begin(upload);
        UploadStore.Claim _ = store.claim(upload)) {
      Digest actual = store.seal(upload, expected);
      if (!actual.equals(expected)) {
        throw new RefusedException(
            RefusalCode.DIGEST_INVALID,
            "the upload has the digest %s, not %s".formatted(actual, expected));
      }
      shelf
          .records()
          .add(
              new BlobRecords.Arrival(repository, upload, expected, store.offset(upload)),
              () -> shelf.store().adopt(upload, expected));
    } catch (StorageFullException e) {
      throw giveUp(upload, e);
    }
    store.discard(upload);
  }

  /** Gives it up. */
  public void cancel(RepositoryPath repository, UploadId upload) throws IOException {
    check(repository, upload);
    try (ActiveUploads.Use _ = active.begin(upload);
        UploadStore.Claim _ = store.claim(upload)) {
      records.remove(upload);
      store.discard(upload);
    }
  }

  /** Forgets one that was begun in the same request. */
  public void abandon(UploadId upload) throws IOException {
    records.remove(upload);
    store.discard(upload);
  }

  private void check(RepositoryPath repository, UploadId upload) {
    if (!records.touch(repository, upload, clock.instant())) {
      throw new RefusedException(
          RefusalCode.BLOB_UPLOAD_UNKNOWN,
          "the repository %s has no upload %s; begin a new one".formatted(repository, upload));
    }
  }
}
