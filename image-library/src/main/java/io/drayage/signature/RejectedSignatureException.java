package io.drayage.signature;

import org.jspecify.annotations.Nullable;

/** A signature does not count. The message completes "the signature is rejected: …". */
final class RejectedSignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  RejectedSignatureException(String message) {
    super(message);
  }

  RejectedSignatureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
