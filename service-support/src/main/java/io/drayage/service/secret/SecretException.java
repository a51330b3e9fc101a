package io.drayage.service.secret;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A secret that cannot be encrypted or decrypted; the message is for whoever runs the service. */
public final class SecretException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SecretException(String message) {
    this(message, null);
  }

  SecretException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
