package io.drayage.storage.store.s3;

import java.nio.file.NoSuchFileException;

/** S3 does not know the object, or the multipart upload. */
final class MissingObjectException extends NoSuchFileException {
  private static final long serialVersionUID = 1L;

  MissingObjectException(String message, Throwable cause) {
    super(message);
    initCause(cause);
  }
}
