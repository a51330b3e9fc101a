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
  private static final int BUFFER = 64 * 1024;
  private static final int IDLE_BUFFERS = 64;
  private static final Set<StandardOpenOption> APPENDING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final Path root;
  private final RunningHashes hashes = new RunningHashes();
  private final UploadLocks locks;
  private final Buffers buffers = new Buffers(BUFFER, IDLE_BUFFERS);

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
    Path file = file(upload);
    try {
      return Files.exists(file) ? Files.size(file) : 0; // every upload begins without a file
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
        hashes.keep(upload, hash);
      }
      return hash.offset();
    } catch (LostWritesException e) {
      discard(upload);
      throw e;
    }
  }

  private void transfer(InputStream content, FileChannel file, RunningHash hash)
      throws IOException {
    byte[] buffer = buffers.take();
    try (WriteBack writeBack = new WriteBack(file, hash.offset())) {
      boolean more = true;
      while (more) {
        more = transfer(content, buffer, (bytes, length) -> write(bytes, length, file, hash));
        writeBack.wrote(hash.offset());
      }
    } finally {
      buffers.giveBack(buffer);
    }
  }

  /** What takes the bytes that were read. */
  private interface Sink {
    void accept(byte[] bytes, int length) throws IOException;
  }

  /**
   * Reads until the buffer is full, nothing more is at hand, or the stream ends; what came before
   * it broke counts.
   *
   * @return whether there may be more
   */
  private static boolean transfer(InputStream content, byte[] buffer, Sink sink)
      throws IOException {
    int filled = 0;
    try {
      while (filled < buffer.length) {
        int read = content.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
          return false;
        }
        filled += read;
        if (content.available() <= 0) {
          return true; // what a slow client has sent counts at once
        }
      }
      return true;
    } finally {
      sink.accept(buffer, filled);
    }
  }

  private void write(byte[] bytes, int length, FileChannel file, RunningHash hash)
      throws IOException {
    hash.update(bytes, length);
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    try {
      while (left.hasRemaining()) {
        file.write(left);
      }
    } catch (IOException e) {
      throw Room.explain(root, e);
    }
  }

  @Override
  public Digest seal(UploadId upload, Digest expected) throws IOException {
    try (FileChannel file = FileChannel.open(file(upload), APPENDING)) {
      RunningHash hash = hashes.take(upload);
      Digest actual =
          expected.algorithm() == DigestAlgorithm.SHA256
              ? catchUp(upload, hash, file.size()).finish()
              : Digest.finish(expected.algorithm(), hash(upload, expected.algorithm()));
      if (actual.equals(expected)) {
        WriteBack.force(file);
      }
      return actual;
    } catch (LostWritesException e) {
      discard(upload);
      throw e;
    }
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
