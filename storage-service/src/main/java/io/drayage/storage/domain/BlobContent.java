package io.drayage.storage.domain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a blob that is stored. */
public interface BlobContent {
  /** Its length in bytes. */
  long size();

  /** The file it is in, when it is in one: a server may hand that to the kernel. */
  Optional<Path> file();

  /**
   * Where a client may fetch it itself for a while, without credentials; nothing when this registry
   * has to send it.
   */
  default Optional<URI> elsewhere() {
    return Optional.empty();
  }

  /** Reads from an offset to the end; the caller closes the stream. */
  InputStream open(long offset) throws IOException;

  /**
   * Reads from an offset so many bytes, for a store that is asked for ranges. The stream may go on
   * behind them; the caller closes it.
   */
  default InputStream open(long offset, long length) throws IOException {
    return open(offset);
  }
}
