package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.registry.Body;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Blobs as files that are named by their digests. A file has its name only after all of its bytes
 * are on the disk and have that digest, so what is there is complete. Thread-safe.
 */
final class BlobFolder {
  private static final int BUFFER = 128 * 1024;

  private final Persistence persistence;
  private final Function<Digest, Path> naming;
  private final Set<Path> changed = ConcurrentHashMap.newKeySet();

  private record Written(Digest digest, long size) {}

  private BlobFolder(Persistence persistence, Function<Digest, Path> naming) {
    this.persistence = persistence;
    this.naming = naming;
  }

  /** {@code folder/HEX}. */
  static BlobFolder flat(Path folder, Persistence persistence) {
    return new BlobFolder(persistence, digest -> folder.resolve(digest.hex()));
  }

  /** {@code folder/ALGORITHM/HEX}: OCI image specification, image-layout.md, "Blobs". */
  static BlobFolder byAlgorithm(Path folder, Persistence persistence) {
    return new BlobFolder(
        persistence, digest -> folder.resolve(digest.algorithm().label()).resolve(digest.hex()));
  }

  Path path(Digest digest) {
    return naming.apply(digest);
  }

  boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  boolean has(Descriptor blob) throws IOException {
    Path path = path(blob.digest());
    var size = VerifiedInputStream.knownSize(blob);
    return Files.isRegularFile(path) && (size.isEmpty() || size.getAsLong() == Files.size(path));
  }

  void put(Descriptor blob, Body body) throws IOException {
    if (has(blob)) {
      return;
    }
    Path target = path(blob.digest());
    try (InputStream content = body.open(0);
        PartialFile file = PartialFile.in(PartialFile.parentOf(target))) {
      long limit = VerifiedInputStream.knownSize(blob).orElse(Long.MAX_VALUE);
      Written written = copy(content, blob.digest().algorithm(), limit, file);
      check(blob, written, target);
      publish(file, target);
    }
  }

  /** Stores whatever comes, under its SHA-256 digest. */
  Descriptor put(MediaType type, InputStream content) throws IOException {
    Path anyBlob = path(Digest.of(new byte[0]));
    try (PartialFile file = PartialFile.in(PartialFile.parentOf(anyBlob))) {
      Written written = copy(content, DigestAlgorithm.SHA256, Long.MAX_VALUE, file);
      publish(file, path(written.digest()));
      return new Descriptor(type, written.digest(), written.size());
    }
  }

  /** Stores a few bytes whose digest was checked already. */
  void put(Digest digest, byte[] content) throws IOException {
    if (has(digest) && Files.size(path(digest)) == content.length) {
      return;
    }
    PartialFile.replace(path(digest), content, persistence);
    changed.add(PartialFile.parentOf(path(digest)));
  }

  void delete(Collection<Digest> digests) throws IOException {
    for (Digest digest : digests) {
      Files.deleteIfExists(path(digest));
    }
  }

  /** Brings the names of all blobs that were put to the disk. */
  void sync() throws IOException {
    if (persistence == Persistence.SCRATCH) {
      return;
    }
    for (Path folder : changed) {
      PartialFile.syncFolder(folder);
    }
  }

  private void publish(PartialFile file, Path target) throws IOException {
    file.publish(target, persistence);
    changed.add(PartialFile.parentOf(target));
  }

  /** Copies everything, or just more than the limit: then the size tells that it is wrong. */
  private static Written copy(
      InputStream content, DigestAlgorithm algorithm, long limit, PartialFile file)
      throws IOException {
    MessageDigest computation = algorithm.newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int read = content.read(buffer); read >= 0 && size <= limit; read = content.read(buffer)) {
      computation.update(buffer, 0, read);
      file.write(ByteBuffer.wrap(buffer, 0, read));
      size += read;
    }
    return new Written(Digest.finish(algorithm, computation), size);
  }

  private static void check(Descriptor blob, Written written, Path target)
      throws ContentMismatchException {
    var size = VerifiedInputStream.knownSize(blob);
    if (size.isPresent() && size.getAsLong() != written.size()) {
      throw new ContentMismatchException(
          "what was to be written to %s has %d bytes, not the %d that %s must have"
              .formatted(target, written.size(), blob.size(), blob.digest()));
    }
    if (!written.digest().equals(blob.digest())) {
      throw new ContentMismatchException(
          "what was to be written to %s has the digest %s".formatted(target, written.digest()));
    }
  }
}
