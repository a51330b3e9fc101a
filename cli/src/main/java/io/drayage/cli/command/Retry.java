package io.drayage.cli.command;

import io.drayage.cli.flag.RetryFlags;
import io.drayage.copy.CopyRefusedException;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registry.RegistryException;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.time.Duration;

/**
 * Tries a whole image again after a failure that may pass ({@code --retry-times}). Single requests
 * are tried again before that, by the registry client.
 */
final class Retry {

  /** What may be tried again. */
  interface Action<T> {
    T run() throws IOException;
  }

  private final RetryFlags flags;
  private final PrintStream err;

  Retry(RetryFlags flags, PrintStream err) {
    this.flags = flags;
    this.err = err;
  }

  <T> T run(Action<T> action) throws IOException {
    int attempt = 1;
    while (true) {
      try {
        return action.run();
      } catch (IOException e) {
        if (attempt > flags.times() || !mayPass(e)) {
          throw e;
        }
        Duration delay = flags.delayAfter(attempt);
        err.println(
            "dray: warning: %s; trying again in %d ms (%d of %d)"
                .formatted(e.getMessage(), delay.toMillis(), attempt, flags.times()));
        err.flush();
        sleep(delay);
        attempt++;
      }
    }
  }

  private static void sleep(Duration delay) throws IOException {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      throw Cancelled.by(e, "interrupted between attempts");
    }
  }

  /** Whether the same again could end otherwise. */
  static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isFinal(cause)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFinal(Throwable cause) {
    return switch (cause) {
      case RegistryException e ->
          switch (e) {
            case RegistryException.NotFound _,
                RegistryException.Unauthorized _,
                RegistryException.Denied _,
                RegistryException.InvalidContent _,
                RegistryException.Unsupported _,
                RegistryException.AddressRefused _ ->
                true;
            case RegistryException.RateLimited _,
                RegistryException.ContentMismatch _,
                RegistryException.Unavailable _,
                RegistryException.ProtocolViolation _ ->
                false;
          };
      case ContentNotFoundException _,
          CopyRefusedException _,
          RegistriesConfigException _,
          FileSystemException _ ->
          true;
      // A time-out of a socket is one of these, too, and passes.
      case InterruptedIOException e -> e.getClass() == InterruptedIOException.class;
      case Throwable e -> e instanceof RuntimeException;
    };
  }
}
