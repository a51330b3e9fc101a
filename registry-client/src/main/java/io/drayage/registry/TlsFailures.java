package io.drayage.registry;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a failed TLS handshake says about the other side. */
final class TlsFailures {
  private TlsFailures() {}

  /** Whether another attempt would end in the same way. */
  static boolean isFinal(SSLException e) {
    return isUntrusted(e) || isPlainAnswer(e);
  }

  /** Whether its certificate was not accepted. */
  static boolean isUntrusted(SSLException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  /** Whether it answered, and not by TLS. */
  static boolean isPlainAnswer(SSLException e) {
    return String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message");
  }
}
