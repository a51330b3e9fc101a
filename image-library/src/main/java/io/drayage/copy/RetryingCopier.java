package io.drayage.copy;

import io.drayage.registry.RegistryException;
import io.drayage.registry.Sleeper;
import io.drayage.transport.BlockedRegistryException;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** Copies again what failed for a reason that may pass. */
final class RetryingCopier implements Copier {
  private final Copier copier;
  private final CopyRetry retry;
  private final Sleeper sleeper;
  private final ProgressListener listener;

  RetryingCopier(Copier copier, CopyRetry retry, Sleeper sleeper, ProgressListener listener) {
    this.copier = copier;
    this.retry = retry;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  @Override
  public CopyResult copy(CopyRequest request) throws IOException {
    for (int failures = 1; ; failures++) {
      try {
        return copier.copy(request);
      } catch (IOException e) {
        if (failures > retry.times() || !mayPass(e)) {
          throw e;
        }
        pause(request, failures, e);
      }
    }
  }

  @Override
  public CopyPlan plan(CopyRequest request) throws IOException {
    return copier.plan(request);
  }

  private void pause(CopyRequest request, int failures, IOException e) throws IOException {
    var delay = retry.delayAfter(failures);
    String step = e instanceof CopyException failure ? failure.step() : "copying";
    listener.on(new ProgressEvent.Retrying(request, step, e, failures, delay));
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      e.addSuppressed(interrupted);
      throw e;
    }
  }

  /** Whether the same copy may succeed a little later. */
  private static boolean mayPass(IOException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      switch (e) {
        case SocketTimeoutException _, SocketException _ -> {
          return true;
        }
        case InterruptedIOException _,
            ContentNotFoundException _,
            BlockedRegistryException _,
            CopyRefusedException _ -> {
          return false;
        }
        case RegistryException registry -> {
          return mayPass(registry);
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean mayPass(RegistryException failure) {
    return switch (failure) {
      case RegistryException.RateLimited _,
          RegistryException.Unavailable _,
          RegistryException.ContentMismatch _,
          RegistryException.ProtocolViolation _ ->
          true;
      case RegistryException.NotFound _,
          RegistryException.Unauthorized _,
          RegistryException.Denied _,
          RegistryException.InvalidContent _,
          RegistryException.Unsupported _,
          RegistryException.AddressRefused _ ->
          false;
    };
  }
}
