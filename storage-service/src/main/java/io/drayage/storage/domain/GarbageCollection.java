package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes blobs that no manifest needs and uploads that nobody goes on with, while pushes, pulls
 * and deletes go on. Several may run at a time, in one process or in many.
 */
public final class GarbageCollection {
  private static final int BATCH = 100;

  private final BlobReviews reviews;
  private final BlobStore blobs;
  private final AbandonedUploads uploads;

  /**
   * Uploads to give up.
   *
   * @param unused after how much time without a request
   */
  public record AbandonedUploads(
      UploadRecords records, UploadStore store, Duration unused, InstantSource clock) {

    int remove() throws IOException {
      List<UploadId> removed = records.removeUnusedSince(clock.instant().minus(unused));
      for (UploadId upload : removed) {
        store.discard(upload);
      }
      return removed.size();
    }
  }

  public GarbageCollection(BlobReviews reviews, BlobStore blobs, AbandonedUploads uploads) {
    this.reviews = reviews;
    this.blobs = blobs;
    this.uploads = uploads;
  }

  /** Works until nothing is due. */
  public Result collect() throws IOException {
    int doomed = 0;
    for (List<Digest> due = reviews.due(BATCH); !due.isEmpty(); due = reviews.due(BATCH)) {
      int decided = 0;
      for (Digest digest : due) {
        switch (reviews.review(digest)) {
          case NEEDED -> decided++;
          case DOOMED -> {
            decided++;
            doomed++;
          }
          case POSTPONED -> {}
        }
      }
      if (decided == 0) {
        break; // others are working with all of these; the next run looks again
      }
    }
    return removeDoomed(doomed);
  }

  private Result removeDoomed(int doomed) throws IOException {
    int removed = 0;
    long bytes = 0;
    for (Digest digest : reviews.doomed(Page.MAXIMUM)) {
      OptionalLong size = reviews.remove(digest, () -> blobs.delete(digest));
      removed += size.isPresent() ? 1 : 0;
      bytes += size.orElse(0);
    }
    return new Result(doomed, removed, bytes, uploads.remove());
  }

  /**
   * What one run did.
   *
   * @param doomed blobs that it found nothing to need
   * @param removed blobs that it removed, with {@code bytes} together
   * @param uploads uploads that it gave up
   */
  public record Result(int doomed, int removed, long bytes, int uploads) {}
}
