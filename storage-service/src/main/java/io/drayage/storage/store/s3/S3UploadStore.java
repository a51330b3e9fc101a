package io.drayage.storage.store.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadStore;
import io.drayage.storage.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Uploads in S3. What fits into one part is one object; more is a multipart upload, with the bytes
 * behind its last full part in an object beside it. Where an upload stands is in PostgreSQL, so any
 * replica goes on with it. A process holds one part of each running upload in memory, 8 MiB.
 *
 * <p>The hash goes along in the process that receives the bytes, and what it is so far is noted
 * with each request. When another process receives more, nobody knows it, and the object is read
 * once at the end.
 */
public final class S3UploadStore implements UploadStore {
  private static final int KEPT = 10_000;
  private static final int BUFFER = 256 * 1024;

  private final Bucket bucket;
  private final Multiparts multiparts;
  private final UploadStates states;
  private final ObjectRecords objects;
  private final Supplier<UUID> names;
  private final Cache<UploadId, PrefixHash> hashes =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  public S3UploadStore(Bucket bucket, Database database) {
    this.bucket = bucket;
    this.multiparts = new Multiparts(bucket);
    this.states = new UploadStates(database);
    this.objects = new ObjectRecords(database);
    this.names = UUID::randomUUID;
  }

  Bucket bucket() {
    return bucket;
  }

  Multiparts multiparts() {
    return multiparts;
  }

  UploadStates states() {
    return states;
  }

  /** A name that no object had before; the first digits spread the load over the bucket. */
  String newName() {
    String name = names.get().toString();
    return "blobs/%s/%s".formatted(name.substring(0, 2), name);
  }

  @Override
  public long offset(UploadId upload) {
    return state(upload).offset();
  }

  private UploadState state(UploadId upload) {
    return states.find(upload).orElse(UploadState.NEW);
  }

  @Override
  public long append(UploadId upload, InputStream content) throws IOException {
    int first = content.read();
    UploadState state = state(upload);
    if (first < 0) {
      return state.offset();
    }
    if (state.sealed()) {
      throw new RefusedException(
          RefusalCode.BLOB_UPLOAD_INVALID,
          "the upload has ended, and not with the digest that was expected; begin a new one");
    }
    Appending appending = new Appending(this, upload, state, takeHash(upload, state));
    long offset = appending.run(first, content);
    return offset;
  }

  /** The hash that goes on, when it is that of what is stored. */
  private Optional<PrefixHash> takeHash(UploadId upload, UploadState state) {
    if (state.offset() == 0) {
      return Optional.of(new PrefixHash());
    }
    return Optional.ofNullable(hashes.asMap().remove(upload))
        .filter(hash -> state.digest().filter(hash.soFar()::equals).isPresent());
  }

  void keepHash(UploadId upload, PrefixHash hash) {
    hashes.put(upload, hash);
  }

  @Override
  public Digest seal(UploadId upload, Digest expected) throws IOException {
    UploadState state = state(upload);
    boolean sha256 = expected.algorithm() == DigestAlgorithm.SHA256;
    if (state.multipart().isPresent()) {
      if (sha256 && state.digest().filter(digest -> !digest.equals(expected)).isPresent()) {
        return state.digest().get(); // it can still go on
      }
      state = complete(upload, state);
    } else if (state.object().isEmpty()) {
      state = storeNothing(upload, state);
    }
    if (sha256 && state.digest().isPresent()) {
      return state.digest().get();
    }
    return read(state.whole().orElseThrow(), expected.algorithm());
  }

  private UploadState storeNothing(UploadId upload, UploadState state) throws IOException {
    StoredObject empty = new StoredObject(newName(), 0);
    bucket.put(empty.name(), new byte[0], 0);
    return states.save(
        upload, state.ending(Optional.of(empty), Optional.of(Digest.of(new byte[0]))));
  }

  private UploadState complete(UploadId upload, UploadState state) throws IOException {
    Multipart multipart = state.multipart().orElseThrow();
    StoredObject whole = new StoredObject(multipart.name(), state.offset());
    try {
      List<Part> parts = new ArrayList<>(states.parts(upload));
      if (state.object().isPresent()) {
        parts.add(multiparts.copy(multipart, parts.size() + 1, state.object().get()));
      }
      multiparts.complete(multipart, parts);
    } catch (MissingObjectException e) {
      // Its answer was lost when it was completed before. Nothing else makes an object of this
      // name.
      if (bucket.size(whole.name()).filter(size -> size == whole.size()).isEmpty()) {
        throw e;
      }
    }
    UploadState sealed = states.seal(upload, state.sealed(whole, state.digest()));
    if (state.object().isPresent()) {
      bucket.delete(state.object().get().name());
    }
    return sealed;
  }

  private Digest read(StoredObject object, DigestAlgorithm algorithm) throws IOException {
    MessageDigest computation = algorithm.newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = ObjectStream.open(bucket, object, 0, object.size())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        computation.update(buffer, 0, read);
      }
    }
    return Digest.finish(algorithm, computation);
  }

  /** The object that holds all of an upload that was sealed. */
  StoredObject whole(UploadId upload) throws IOException {
    return states
        .find(upload)
        .flatMap(UploadState::whole)
        .orElseThrow(() -> new IOException("the upload %s is not sealed".formatted(upload)));
  }

  /** Leaves the object alone that became a blob. */
  @Override
  public void discard(UploadId upload) throws IOException {
    hashes.invalidate(upload);
    Optional<UploadState> found = states.find(upload);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().multipart().isPresent()) {
      multiparts.abort(found.get().multipart().get());
    }
    if (found.get().object().isPresent()) {
      String name = found.get().object().get().name();
      if (!objects.holds(name)) {
        bucket.delete(name);
      }
    }
    states.remove(upload);
  }
}
