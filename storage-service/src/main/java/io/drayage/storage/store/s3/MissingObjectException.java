package io.drayage.storage.store.s3;

import java.io.IOException;

/** S3 does not know the object, or the multipart upload. */
final class MissingObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
