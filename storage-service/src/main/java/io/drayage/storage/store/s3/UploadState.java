package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import java.util.Optional;

/**
 * Where an upload stands.
 *
 * @param version of the row; 0 when there is none
 * @param object the bytes behind the parts, or the whole when it is sealed
 * @param digest the SHA-256 of all bytes, unless nobody knows it
 */
record UploadState(
    long version,
    Optional<Multipart> multipart,
    Sent sent,
    Optional<StoredObject> object,
    Optional<Digest> digest,
    boolean sealed) {

  static final UploadState NEW =
      new UploadState(
          0, Optional.empty(), new Sent(0, 0), Optional.empty(), Optional.empty(), false);

  /** The parts that S3 has. */
  record Sent(int parts, long bytes) {}

  long offset() {
    return sent.bytes() + object.map(StoredObject::size).orElse(0L);
  }

  /** The object with all bytes, when there is one. */
  Optional<StoredObject> whole() {
    return multipart.isEmpty() ? object : Optional.empty();
  }

  UploadState begun(Multipart begun) {
    return new UploadState(version, Optional.of(begun), sent, object, digest, sealed);
  }

  /** Another part holds what the object held. */
  UploadState grown(Part part) {
    return new UploadState(
        version,
        multipart,
        new Sent(part.number(), sent.bytes() + part.size()),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  UploadState ending(Optional<StoredObject> tail, Optional<Digest> known) {
    return new UploadState(version, multipart, sent, tail, known, false);
  }

  /** An object holds the whole. */
  UploadState sealed(StoredObject whole, Optional<Digest> known) {
    return new UploadState(
        version, Optional.empty(), new Sent(0, 0), Optional.of(whole), known, true);
  }

  UploadState at(long newVersion) {
    return new UploadState(newVersion, multipart, sent, object, digest, sealed);
  }
}
