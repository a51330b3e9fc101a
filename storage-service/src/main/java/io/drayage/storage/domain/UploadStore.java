package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * Keeps the bytes of uploads until they are whole. One thread at a time works on an upload; the
 * caller sees to that.
 */
public interface UploadStore {
  /** How many bytes have arrived; what it tells survives a kill of the process. */
  long offset(UploadId upload) throws IOException;

  /**
   * Appends a stream, hashing while it writes. When the stream breaks, what came before stays. A
   * loss of power may take bytes along, and {@link #seal} finds that out.
   *
   * @return the new offset; the bytes before it survive a kill of the process
   */
  long append(UploadId upload, InputStream content) throws IOException;

  /**
   * The digest of all bytes by the algorithm of the expected one. When they have that, they are on
   * disk.
   */
  Digest seal(UploadId upload, Digest expected) throws IOException;

  /** Removes it; nothing happens when there is none. */
  void discard(UploadId upload) throws IOException;
}
