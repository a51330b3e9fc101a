package io.drayage.transport.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.registry.TlsVerification;
import io.drayage.testing.MemoryEngine;
import io.drayage.transport.ImageSource;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind TLS that wants a certificate of the client, as dockerd --tlsverify does. */
class DaemonTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private MemoryEngine engine;
  private SSLServerSocket listener;

  @BeforeEach
  void start() throws Exception {
    engine = MemoryEngine.start(folder.resolve("engine.sock"));
    KeyStore identity = identity();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(identity);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    engine.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> forward(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void forward(Socket client) {
    try (client;
        SocketChannel channel =
            SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("engine.sock")))) {
      InputStream fromEngine = Channels.newInputStream(channel);
      Thread answers = Thread.ofVirtual().start(() -> pump(fromEngine, client));
      client.getInputStream().transferTo(Channels.newOutputStream(channel));
      channel.shutdownOutput();
      answers.join();
    } catch (IOException | InterruptedException e) {
      return; // one side is gone
    }
  }

  private static void pump(InputStream in, Socket client) {
    try (OutputStream out = client.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      return; // the client is gone
    }
  }

  /** One self-signed certificate for both sides, which also goes to the PEM files of the client. */
  private KeyStore identity() throws Exception {
    Path file = folder.resolve("identity.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "engine",
                "-keyalg",
                "EC",
                "-dname",
                "CN=engine",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    pem("ca.pem", "CERTIFICATE", store.getCertificate("engine").getEncoded());
    pem("cert.pem", "CERTIFICATE", store.getCertificate("engine").getEncoded());
    pem("key.pem", "PRIVATE KEY", store.getKey("engine", PASSWORD).getEncoded());
    return store;
  }

  private void pem(String name, String label, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
  }

  private DaemonEndpoint endpoint() {
    return DaemonEndpoint.parse("tcp://127.0.0.1:" + listener.getLocalPort());
  }

  @Test
  void loadsAndSavesWithACertificateOfItsOwn() throws IOException {
    var context = NoRegistries.context(folder.resolve("tmp"));
    DaemonLocation location =
        DaemonTransport.INSTANCE.parse("tools/app:1.0").at(endpoint().with(folder));

    TestImage.single(1, TestImage.Kind.DOCKER_UNCOMPRESSED).write(location, context);

    assertThat(engine.names()).containsExactly("tools/app:1.0");
    try (ImageSource source = location.openSource(context)) {
      assertThat(source.manifest().parse()).isNotNull();
    }
  }

  @Test
  void refusesAnEngineThatItDoesNotKnow() {
    DaemonLocation location = DaemonTransport.INSTANCE.parse("tools/app:1.0").at(endpoint());

    assertThatThrownBy(() -> location.openSource(NoRegistries.context(folder.resolve("tmp"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot connect to the Docker daemon at tcp://127.0.0.1:");
    assertThat(engine.requests()).isEmpty();
  }

  @Test
  void isSentAwayWithoutACertificate() {
    DaemonLocation location =
        DaemonTransport.INSTANCE
            .parse("tools/app:1.0")
            .at(endpoint().with(TlsVerification.SKIPPED));

    assertThatThrownBy(() -> location.openSource(NoRegistries.context(folder.resolve("tmp"))))
        .isInstanceOf(IOException.class);
    assertThat(engine.requests()).isEmpty();
  }
}
