package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static KeyStore registry;
  private static KeyStore other;
  private static KeyStore client;

  private final TestClient clients = new TestClient();
  private final List<String> peers = new CopyOnWriteArrayList<>();
  private final List<String> agreed = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    registry = newIdentity("registry", "SAN=ip:127.0.0.1");
    other = newIdentity("other", "SAN=dns:other.example");
    client = newIdentity("client", "KU=digitalSignature");
  }

  @BeforeEach
  void startServer() throws Exception {
    server = start(registry, null);
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private HttpsServer start(KeyStore identity, @org.jspecify.annotations.Nullable KeyStore trusted)
      throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer created =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    created.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setWantClientAuth(trusted != null);
            parameters.setSSLParameters(ssl);
          }
        });
    created.createContext("/", this::answer);
    created.start();
    return created;
  }

  private void answer(HttpExchange exchange) throws IOException {
    SSLSession session = ((HttpsExchange) exchange).getSSLSession();
    agreed.add(session.getProtocol() + " " + session.getCipherSuite());
    try {
      peers.add(((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      peers.add("nobody");
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static KeyStore newIdentity(String name, String extension) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-validity",
                "2")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    export(store, name);
    return store;
  }

  /** Writes {@code name.crt} and {@code name.key}. */
  private static void export(KeyStore store, String name) throws Exception {
    pem(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
    pem(name + ".key", "PRIVATE KEY", ((PrivateKey) store.getKey(name, PASSWORD)).getEncoded());
  }

  private static Path pem(String file, String label, byte[] content) throws IOException {
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                label,
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content),
                label));
  }

  private RegistryClient open(TlsSettings tls) {
    return open(tls, TlsDetails.standard());
  }

  private RegistryClient open(TlsSettings tls, TlsDetails details) {
    return RegistryClient.open(
        new RegistryEndpoint(
            new RegistryHost("127.0.0.1:" + server.getAddress().getPort()),
            tls,
            CredentialSource.anonymous()),
        clients.options().withTlsDetails(details));
  }

  @Test
  void refusesUnknownAuthorityAtOnce() {
    try (var client = open(TlsSettings.verified())) {
      assertThatThrownBy(client::ping)
          .isInstanceOf(RegistryException.Unavailable.class)
          .hasMessageContaining("PKIX")
          .hasMessageEndingWith(
              "its certificate is not trusted: add the certificate of its authority, or turn the"
                  + " verification of TLS off for it");
      assertThat(clients.slept).isEmpty();
      assertThat(peers).isEmpty();
    }
  }

  @Test
  void acceptsAuthorityFromFile() throws IOException {
    var tls =
        new TlsSettings(
            TlsVerification.REQUIRED, List.of(folder.resolve("registry.crt")), Optional.empty());
    try (var client = open(tls)) {
      client.ping();
      assertThat(peers).containsExactly("nobody");
    }
  }

  @Test
  void refusesCertificateOfAnotherHost() throws Exception {
    server.stop(0);
    server = start(other, null);
    var tls =
        new TlsSettings(
            TlsVerification.REQUIRED, List.of(folder.resolve("other.crt")), Optional.empty());
    try (var client = open(tls)) {
      assertThatThrownBy(client::ping).isInstanceOf(RegistryException.Unavailable.class);
      assertThat(peers).isEmpty();
    }
  }

  @Test
  void findsOutThatUnverifiedRegistrySpeaksTls() throws IOException {
    try (var client = open(TlsSettings.unverified())) {
      client.ping();
      assertThat(peers).hasSize(1);
    }
  }

  @Test
  void showsClientCertificateToTheRegistry() throws Exception {
    server.stop(0);
    server = start(registry, client);

    var certificate =
        new ClientCertificate(folder.resolve("client.crt"), folder.resolve("client.key"));
    var tls = new TlsSettings(TlsVerification.SKIPPED, List.of(), Optional.of(certificate));
    try (var connected = open(tls)) {
      connected.ping();
    }
    assertThat(peers).containsExactly("CN=client");
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_AES_128_GCM_SHA256, TLSv1.3 TLS_AES_128_GCM_SHA256",
    "TLS_CHACHA20_POLY1305_SHA256, TLSv1.3 TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  })
  void agreesOnAllowedCipherSuitesOnly(String suite, String expected) throws IOException {
    TlsDetails details =
        new TlsDetails(
            TlsDetails.Version.V1_2,
            Optional.of(List.of(suite)),
            Optional.of(List.of("secp384r1", "x25519")));
    try (var client = open(TlsSettings.unverified(), details)) {
      client.ping();
    }

    assertThat(agreed).containsExactly(expected);
  }

  @Test
  void speaksNoLowerVersionThanAllowed() throws IOException {
    TlsDetails contradiction =
        new TlsDetails(
            TlsDetails.Version.V1_3,
            Optional.of(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")),
            Optional.empty());
    try (var client = open(TlsSettings.unverified(), contradiction)) {
      assertThatThrownBy(client::ping).isInstanceOf(RegistryException.Unavailable.class);
    }

    assertThat(agreed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void readsKeysOfAllForms(String algorithm) throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

    assertThat(PemFiles.privateKey(pem("new.key", "PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    switch (key) {
      case RSAPrivateKey rsa ->
          assertThat(((RSAPrivateKey) PemFiles.privateKey(OldKeys.write(folder, key))).getModulus())
              .isEqualTo(rsa.getModulus());
      case ECPrivateKey ec ->
          assertThat(((ECPrivateKey) PemFiles.privateKey(OldKeys.write(folder, key))).getS())
              .isEqualTo(ec.getS());
      default -> assertThat(algorithm).isEqualTo("Ed25519");
    }
  }

  @Test
  void saysWhatIsWrongWithKeyFile() throws IOException {
    Path encrypted = pem("e.key", "ENCRYPTED PRIVATE KEY", new byte[] {1});
    Path empty = Files.writeString(folder.resolve("empty.key"), "");

    assertThatThrownBy(() -> PemFiles.privateKey(encrypted))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("encrypted");
    assertThatThrownBy(() -> PemFiles.privateKey(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no private key");
    assertThatThrownBy(() -> PemFiles.certificates(empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no certificate");
  }
}
