package io.drayage.registry;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Makes TLS connections. The certificate of this side is shown to the registry only. Nothing is
 * loaded before the first TLS connection.
 */
final class RegistryTls implements TlsSocketStrategy {
  private final Duration patience;
  private final Origin registry;
  private final TlsSockets forRegistry;
  private final TlsSockets forOthers;

  RegistryTls(RegistryEndpoint endpoint, RegistryClientOptions options) {
    this.patience = options.timeouts().connect();
    this.registry = Origin.of("https", endpoint.host());
    this.forRegistry = new TlsSockets(endpoint.tls(), options.tlsDetails());
    this.forOthers = forRegistry.anonymous();
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String host, int port, Object attachment, HttpContext context)
      throws IOException {
    boolean isRegistry = registry.host().equalsIgnoreCase(host) && registry.port() == port;
    return (isRegistry ? forRegistry : forOthers).connect(socket, host, port, patience);
  }
}
