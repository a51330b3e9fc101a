package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Uploads as files, {@code uploads/UUID}. The length of the file is where the upload stands: what a
 * broken stream brought is kept. The hash goes along while this process lives; after a restart it
 * is computed anew from the file.
 */
public final class FileSystemUploadStore implements UploadStore {
  private static final int BUFFER = 256 * 1024;
  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path root;
  private final RunningHashes hashes = new RunningHashes();
  private final UploadLocks locks;

  public FileSystemUploadStore(Path root) {
    this.root = root;
    this.locks = new UploadLocks(root.resolveSibling(root.getFileName() + ".lock"));
  }

  Path file(UploadId upload) {
    return root.resolve(upload.toString());
  }

  @Override
  public Optional<Path> growing(UploadId upload) {
    return Optional.of(file(upload));
  }

  @Override
  public long offset(UploadId upload) throws IOException {
    try {
      return Files.size(file(upload));
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  @Override
  public long append(UploadId upload, InputStream content) throws IOException {
    try (FileChannel file = FileChannel.open(file(upload), APPENDING)) {
      RunningHash hash = hashes.take(upload);
      hash = catchUp(upload, hash, file.size());
      file.position(hash.offset());
      try {
        transfer(content, file, hash);
      } finally {
        file.force(true);
        hashes.keep(upload, hash);
      }
      return hash.offset();
    }
  }

  private void transfer(InputStream content, FileChannel file, RunningHash hash)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      hash.update(buffer, read);
      write(ByteBuffer.wrap(buffer, 0, read), file);
    }
  }

  private void write(ByteBuffer bytes, FileChannel file) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw Room.explain(root, e);
    }
  }

  @Override
  public Digest seal(UploadId upload, Digest expected) throws IOException {
    try (FileChannel file = FileChannel.open(file(upload), APPENDING)) {
      file.force(true);
      DurableFolders.force(root);
      RunningHash hash = hashes.take(upload);
      if (expected.algorithm() == DigestAlgorithm.SHA256) {
        return catchUp(upload, hash, file.size()).finish();
      }
    }
    return Digest.finish(expected.algorithm(), hash(upload, expected.algorithm()));
  }

  /** The hash of all that is in the file; a kept one that stands elsewhere is of no use. */
  private RunningHash catchUp(UploadId upload, RunningHash hash, long length) throws IOException {
    return hash.offset() == length
        ? hash
        : new RunningHash(hash(upload, DigestAlgorithm.SHA256), length);
  }

  private MessageDigest hash(UploadId upload, DigestAlgorithm algorithm) throws IOException {
    MessageDigest computation = algorithm.newMessageDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file(upload))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        computation.update(buffer, 0, read);
      }
    }
    return computation;
  }

  @Override
  public Claim claim(UploadId upload) throws IOException {
    return locks
        .claim(upload)
        .orElseThrow(
            () ->
                new RefusedException(
                    RefusalCode.RANGE_INVALID, "another replica is writing to this upload"));
  }

  @Override
  public void discard(UploadId upload) throws IOException {
    hashes.take(upload);
    Files.deleteIfExists(file(upload));
  }
}
