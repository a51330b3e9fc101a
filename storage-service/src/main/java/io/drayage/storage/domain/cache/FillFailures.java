package io.drayage.storage.domain.cache;

import io.drayage.registry.RegistryException;
import io.drayage.storage.domain.RefusedException;
import java.io.IOException;

/** The failure of a fetch, for each of those who wait for it. */
final class FillFailures {
  private FillFailures() {}

  /**
   * The same kind of failure with the trace of this thread.
   *
   * @throws RefusedException when that is what it was
   */
  static IOException again(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case RefusedException refused -> throw refused;
      case RegistryException.NotFound _ -> new RegistryException.NotFound(message);
      case RegistryException.RateLimited limited ->
          new RegistryException.RateLimited(message, limited.retryAfter());
      default -> new IOException(message, failure);
    };
  }
}
