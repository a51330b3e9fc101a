package io.drayage.registry;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS connections. The certificate of this side is shown to the registry only. Nothing is
 * loaded before the first TLS connection.
 */
final class RegistryTls implements TlsSocketStrategy {
  private final TlsSettings settings;
  private final Timeouts timeouts;
  private final Origin registry;
  private @Nullable SSLContext forRegistry;
  private @Nullable SSLContext forOthers;

  RegistryTls(RegistryEndpoint endpoint, Timeouts timeouts) {
    this.settings = endpoint.tls();
    this.timeouts = timeouts;
    this.registry = Origin.of("https", endpoint.host());
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String host, int port, Object attachment, HttpContext context)
      throws IOException {
    var tls =
        (SSLSocket)
            contextFor(host, port).getSocketFactory().createSocket(socket, host, port, true);
    try {
      SSLParameters parameters = tls.getSSLParameters();
      if (settings.verification() == TlsVerification.REQUIRED) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      tls.setSSLParameters(parameters);
      int idle = tls.getSoTimeout();
      tls.setSoTimeout((int) timeouts.connect().toMillis());
      tls.startHandshake();
      tls.setSoTimeout(idle);
      return tls;
    } catch (IOException | RuntimeException e) {
      tls.close();
      throw e;
    }
  }

  private synchronized SSLContext contextFor(String host, int port) throws IOException {
    boolean isRegistry = registry.host().equalsIgnoreCase(host) && registry.port() == port;
    SSLContext known = isRegistry ? forRegistry : forOthers;
    if (known != null) {
      return known;
    }
    SSLContext created = create(isRegistry ? settings.clientCertificate() : Optional.empty());
    if (isRegistry) {
      forRegistry = created;
    } else {
      forOthers = created;
    }
    return created;
  }

  private SSLContext create(Optional<ClientCertificate> certificate) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          certificate.isEmpty() ? null : PemFiles.keyManagers(certificate.get()),
          Trust.managers(settings.verification(), List.copyOf(settings.authorities())),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set up TLS: " + e.getMessage(), e);
    }
  }
}
