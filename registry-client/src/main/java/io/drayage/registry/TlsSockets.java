package io.drayage.registry;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Secures connections by one set of settings. Certificates are read when the first connection is
 * made. Thread-safe.
 */
public final class TlsSockets {
  private final TlsSettings settings;
  private final TlsDetails details;
  private @Nullable SSLContext context;

  public TlsSockets(TlsSettings settings, TlsDetails details) {
    this.settings = settings;
    this.details = details;
  }

  /** The same without a certificate of this side. */
  TlsSockets anonymous() {
    return new TlsSockets(
        new TlsSettings(settings.verification(), settings.authorities(), Optional.empty()),
        details);
  }

  /**
   * Does the handshake. Closing the result closes the plain socket, and so does a failure.
   *
   * @param host whom the other side's certificate must name
   */
  public SSLSocket connect(Socket plain, String host, int port) throws IOException {
    return connect(plain, host, port, Duration.ZERO);
  }

  /**
   * @param patience for the handshake; zero for no limit
   */
  SSLSocket connect(Socket plain, String host, int port, Duration patience) throws IOException {
    var tls = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
    try {
      SSLParameters parameters = tls.getSSLParameters();
      if (settings.verification() == TlsVerification.REQUIRED) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      details.applyTo(parameters);
      tls.setSSLParameters(parameters);
      int idle = tls.getSoTimeout();
      tls.setSoTimeout((int) patience.toMillis());
      tls.startHandshake();
      tls.setSoTimeout(idle);
      return tls;
    } catch (IOException | RuntimeException e) {
      tls.close();
      throw e;
    }
  }

  private synchronized SSLContext context() throws IOException {
    if (context == null) {
      context = create();
    }
    return context;
  }

  private SSLContext create() throws IOException {
    try {
      SSLContext created = SSLContext.getInstance("TLS");
      created.init(
          settings.clientCertificate().isEmpty()
              ? null
              : PemFiles.keyManagers(settings.clientCertificate().get()),
          Trust.managers(settings.verification(), List.copyOf(settings.authorities())),
          null);
      return created;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set up TLS: " + e.getMessage(), e);
    }
  }
}
