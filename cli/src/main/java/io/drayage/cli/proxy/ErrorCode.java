package io.drayage.cli.proxy;

import io.drayage.registry.RegistryException;
import java.io.IOException;

/** What kind of failure the other side is told of. */
enum ErrorCode {
  /** The other side closed a pipe. */
  PIPE("EPIPE"),
  /** The same again may succeed. */
  RETRYABLE("retryable"),
  OTHER("other");

  private final String text;

  ErrorCode(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static ErrorCode of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryException.Unavailable
          || cause instanceof RegistryException.RateLimited) {
        return RETRYABLE;
      }
      if (cause instanceof IOException && "Broken pipe".equals(cause.getMessage())) {
        return PIPE;
      }
    }
    return OTHER;
  }
}
