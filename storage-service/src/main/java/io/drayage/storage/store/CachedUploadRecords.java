package io.drayage.storage.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadRecords;
import java.time.Instant;
import java.util.List;

/**
 * Remembers the uploads that this replica works on, so that the requests of one do not each ask the
 * records. What counts is the records: they refuse an upload that another replica has ended
 * meanwhile when it is to become a blob.
 */
public final class CachedUploadRecords implements UploadRecords {
  private static final int UPLOADS = 10_000;

  private record Known(RepositoryPath repository, Instant asked) {
    boolean isRecent(Instant now) {
      return !now.isBefore(asked) && now.isBefore(asked.plusSeconds(NOTED_EVERY_SECONDS));
    }
  }

  /** The use of an upload is noted as often as the records are asked for it. */
  private static final int NOTED_EVERY_SECONDS = 60;

  private final UploadRecords records;
  private final Cache<UploadId, Known> uploads =
      Caffeine.newBuilder().maximumSize(UPLOADS).executor(Runnable::run).build();

  /** Remembers in front of other records. */
  public CachedUploadRecords(UploadRecords records) {
    this.records = records;
  }

  @Override
  public void add(RepositoryPath repository, UploadId upload, Instant now) {
    records.add(repository, upload, now);
    uploads.put(upload, new Known(repository, now));
  }

  @Override
  public boolean touch(RepositoryPath repository, UploadId upload, Instant now) {
    Known known = uploads.getIfPresent(upload);
    if (known != null && known.isRecent(now)) {
      return known.repository().equals(repository);
    }
    boolean exists = records.touch(repository, upload, now);
    if (exists) {
      uploads.put(upload, new Known(repository, now));
    } else {
      uploads.invalidate(upload);
    }
    return exists;
  }

  @Override
  public void remove(UploadId upload) {
    records.remove(upload);
    uploads.invalidate(upload);
  }

  @Override
  public void ended(UploadId upload) {
    records.ended(upload);
    uploads.invalidate(upload);
  }

  @Override
  public List<UploadId> removeUnusedSince(Instant time) {
    List<UploadId> removed = records.removeUnusedSince(time);
    uploads.invalidateAll(removed);
    return removed;
  }

  @Override
  public boolean exists(UploadId upload) {
    return records.exists(upload);
  }
}
