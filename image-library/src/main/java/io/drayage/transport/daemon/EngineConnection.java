package io.drayage.transport.daemon;

import io.drayage.registry.ClientCertificate;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsSockets;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;

/** One connection to an engine, for one request after another. Not thread-safe. */
final class EngineConnection implements Closeable {
  private final HttpRequestExecutor executor = new HttpRequestExecutor();
  private final HttpClientConnection connection;

  private EngineConnection(HttpClientConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @throws IOException when nobody listens there or may be talked to; the message says what to do
   */
  static EngineConnection open(DaemonEndpoint endpoint) throws IOException {
    Socket socket;
    try {
      socket = endpoint.isUnix() ? unix(endpoint) : network(endpoint);
    } catch (IOException e) {
      throw new IOException(
          "cannot connect to the Docker daemon at %s: %s".formatted(endpoint, advice(endpoint, e)),
          e);
    }
    try {
      return new EngineConnection(
          DefaultBHttpClientConnectionFactory.builder().build().createConnection(socket));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket unix(DaemonEndpoint endpoint) throws IOException {
    Path path = Path.of(endpoint.host().getPath());
    return connect(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(path));
  }

  private static Socket network(DaemonEndpoint endpoint) throws IOException {
    String host = endpoint.host().getHost();
    int port = endpoint.host().getPort();
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("the host %s is unknown".formatted(host));
    }
    Socket plain =
        connect(
            address.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6,
            address);
    if (!endpoint.isEncrypted()) {
      return plain;
    }
    try {
      return new TlsSockets(tls(endpoint), endpoint.details()).connect(plain, host, port);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket connect(StandardProtocolFamily family, SocketAddress address)
      throws IOException {
    SocketChannel channel = SocketChannel.open(family);
    try {
      channel.connect(address);
      return new ChannelSocket(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static TlsSettings tls(DaemonEndpoint endpoint) {
    if (endpoint.certificates().isEmpty()) {
      return new TlsSettings(endpoint.verification(), List.of(), Optional.empty());
    }
    Path folder = endpoint.certificates().get();
    return new TlsSettings(
        endpoint.verification(),
        List.of(folder.resolve("ca.pem")),
        Optional.of(new ClientCertificate(folder.resolve("cert.pem"), folder.resolve("key.pem"))));
  }

  private static String advice(DaemonEndpoint endpoint, IOException failure) {
    if (!endpoint.isUnix()) {
      return failure.getMessage() + "; is it running, and is this its address?";
    }
    Path path = Path.of(endpoint.host().getPath());
    if (!Files.exists(path)) {
      return "there is no such socket; is the Docker daemon running? Another address is given by"
          + " --daemon-host (copy: --src-daemon-host, --dest-daemon-host)";
    }
    return Files.isWritable(path)
        ? failure.getMessage() + "; is the Docker daemon running?"
        : "permission denied; only root and the members of the socket's group may use it";
  }

  /** Sends a request; the caller closes the answer before the next one. */
  ClassicHttpResponse send(ClassicHttpRequest request) throws IOException {
    try {
      return executor.execute(request, connection, HttpCoreContext.create());
    } catch (HttpException e) {
      throw new IOException("what the Docker daemon answered is no HTTP: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    connection.close(CloseMode.IMMEDIATE);
  }
}
