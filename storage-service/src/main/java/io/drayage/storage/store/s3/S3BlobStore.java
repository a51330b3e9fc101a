package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.scrub.Quarantine;
import io.drayage.storage.store.Database;
import java.io.IOException;
import java.util.Optional;

/**
 * Blobs as objects of a bucket. An upload's object becomes that of the blob where it is: no byte is
 * copied, and which object it is appears in PostgreSQL with the transaction that records the blob.
 */
public final class S3BlobStore implements BlobStore, Quarantine {
  private final Bucket bucket;
  private final ObjectRecords objects;
  private final S3UploadStore uploads;
  private final Redirects redirects;

  public S3BlobStore(S3UploadStore uploads, Database database, Redirects redirects) {
    this.bucket = uploads.bucket();
    this.objects = new ObjectRecords(database);
    this.uploads = uploads;
    this.redirects = redirects;
  }

  @Override
  public Optional<BlobContent> find(Digest digest) {
    return objects.find(digest).map(object -> new ObjectContent(bucket, object, redirects));
  }

  /** Joins the transaction that records the blob, which holds off everybody else who adopts it. */
  @Override
  public void adopt(UploadId upload, Digest digest) throws IOException {
    StoredObject whole = uploads.whole(upload);
    Optional<StoredObject> present = objects.find(digest);
    if (present.isPresent()) {
      if (bucket.size(present.get().name()).isPresent()) {
        return;
      }
      objects.remove(present.get().name()); // somebody emptied the bucket
    }
    objects.add(digest, whole);
  }

  /** The object goes first: a failure in between leaves a record, with which the next one ends. */
  @Override
  public void delete(Digest digest) throws IOException {
    Optional<StoredObject> present = objects.find(digest);
    if (present.isPresent()) {
      bucket.delete(present.get().name());
      objects.remove(present.get().name());
    }
  }

  /** The object stays where it is, for whoever wants to look at it. */
  @Override
  public void setAside(Digest digest) {
    objects.setAside(digest);
  }
}
