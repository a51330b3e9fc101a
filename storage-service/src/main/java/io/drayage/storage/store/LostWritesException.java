package io.drayage.storage.store;

import java.io.IOException;
import java.io.Serial;

/**
 * The disk did not take what was written to a file. Asking again would succeed, because the system
 * forgets such pages: the file is of no use any more.
 */
final class LostWritesException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  LostWritesException(IOException cause) {
    super("bringing an upload to the disk failed; the client has to begin it anew", cause);
  }
}
