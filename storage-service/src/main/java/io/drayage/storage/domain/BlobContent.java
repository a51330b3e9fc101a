package io.drayage.storage.domain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a blob that is stored. */
public interface BlobContent {
  /** Its length in bytes. */
  long size();

  /** The file it is in, when it is in one: a server may hand that to the kernel. */
  Optional<Path> file();

  /** Reads from an offset to the end; the caller closes the stream. */
  InputStream open(long offset) throws IOException;
}
