package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the bytes of uploads until they are whole. One thread at a time works on an upload; the
 * caller sees to that, and between processes {@link #claim} does.
 */
public interface UploadStore {
  /** How many bytes have arrived; what it tells survives a kill of the process. */
  long offset(UploadId upload) throws IOException;

  /**
   * Appends a stream, hashing while it writes. When the stream breaks, what came before stays.
   *
   * @return the new offset; the bytes before it are on disk
   */
  long append(UploadId upload, InputStream content) throws IOException;

  /**
   * The file that holds what has arrived, for whoever reads an upload while it grows; nothing where
   * there is no such file.
   */
  default Optional<Path> growing(UploadId upload) {
    return Optional.empty();
  }

  /** The digest of all bytes by the algorithm of the expected one; they are on disk then. */
  Digest seal(UploadId upload, Digest expected) throws IOException;

  /** Removes it; nothing happens when there is none. */
  void discard(UploadId upload) throws IOException;

  /**
   * Keeps other processes from writing to an upload. A store in which every change names the state
   * that it starts from needs no more than this.
   *
   * @throws RefusedException when another process writes to it
   */
  default Claim claim(UploadId upload) throws IOException {
    return () -> {};
  }

  /** The right to write to an upload, given back when it is closed or its process is killed. */
  interface Claim extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
