package io.drayage.copier.domain.run;

import io.drayage.registry.RegistryException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Failures that are over when the other side is back, or lets more requests through. */
final class Passing {
  private Passing() {}

  /** A wrong name or certificate stays wrong, although nobody answers there either. */
  static boolean mayPass(IOException failure) {
    boolean passing = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException _, SSLException _ -> {
          return false;
        }
        case RegistryException.RateLimited _,
            RegistryException.Unavailable _,
            SocketException _,
            SocketTimeoutException _ ->
            passing = true;
        default -> {}
      }
    }
    return passing;
  }
}
