package io.drayage.storage.store.s3;

import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.scrub.Strays;
import io.drayage.storage.store.Database;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects and multipart uploads that nobody knows. A name is never used again, so what nobody knows
 * some time after it was stored nobody will know.
 */
public final class S3Strays implements Strays {
  private static final int PAGE = 1000;

  private final Bucket bucket;
  private final Database database;
  private final S3UploadStore uploads;

  public S3Strays(S3UploadStore uploads, Database database) {
    this.bucket = uploads.bucket();
    this.database = database;
    this.uploads = uploads;
  }

  @Override
  public Sweep sweep(String after, Instant before) throws IOException {
    int removed = after.isEmpty() ? discardUploads(before) + abortMultiparts(before) : 0;
    ListObjectsV2Response page =
        bucket.list(after.isEmpty() ? Optional.empty() : Optional.of(after), PAGE);
    List<String> old =
        page.contents().stream()
            .filter(object -> object.lastModified().isBefore(before))
            .map(S3Object::key)
            .map(bucket.address()::name)
            .toList();
    for (String name : unknown(old)) {
      bucket.delete(name);
      removed++;
    }
    boolean more = Boolean.TRUE.equals(page.isTruncated()) && !page.contents().isEmpty();
    return new Sweep(
        removed,
        more
            ? Optional.of(bucket.address().name(page.contents().getLast().key()))
            : Optional.empty());
  }

  private Set<String> unknown(List<String> names) {
    Set<String> unknown = new HashSet<>(names);
    database
        .jdbc()
        .sql(
            """
            select name from s3_object where name = any(:names)
            union all select object_name from s3_upload where object_name = any(:names)
            union all select multipart_name from s3_upload where multipart_name = any(:names)
            """)
        .param("names", names.toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .list()
        .forEach(unknown::remove);
    return unknown;
  }

  /** Uploads that a kill cut off from their records. */
  private int discardUploads(Instant before) throws IOException {
    List<UploadId> lost =
        database
            .jdbc()
            .sql(
                """
                select s.id from s3_upload s where changed_at < ?
                and not exists (select from upload u where u.id = s.id)
                """)
            .param(before.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new UploadId(row.getObject(1, UUID.class)))
            .list();
    for (UploadId upload : lost) {
      uploads.discard(upload);
    }
    return lost.size();
  }

  private int abortMultiparts(Instant before) throws IOException {
    int aborted = 0;
    for (MultipartUpload begun : uploads.multiparts().list()) {
      Multipart multipart = new Multipart(bucket.address().name(begun.key()), begun.uploadId());
      if (begun.initiated().isBefore(before) && !isKnown(multipart)) {
        uploads.multiparts().abort(multipart);
        aborted++;
      }
    }
    return aborted;
  }

  private boolean isKnown(Multipart multipart) {
    return database
        .jdbc()
        .sql("select exists (select from s3_upload where multipart_name = ?)")
        .param(multipart.name())
        .query(Boolean.class)
        .single();
  }
}
