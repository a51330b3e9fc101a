package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Command;
import io.drayage.testing.Content;
import io.drayage.testing.RequiresProgram;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry over TLS, with the settings that {@code dray registry serve} gives it. */
@RequiresProgram("openssl")
class TlsIT {
  private static final int LARGE = 300_000;

  @TempDir Path folder;

  @Test
  void servesWithACertificateAndThenWithTheNextOne() throws Exception {
    issue("first");
    issue("second");
    install("first");
    String bundle = "--spring.ssl.bundle.pem.registry.";
    try (RunningRegistry registry =
        RunningRegistry.start(
            folder.resolve("data"),
            bundle + "keystore.certificate=file:" + folder.resolve("cert.pem"),
            bundle + "keystore.private-key=file:" + folder.resolve("key.pem"),
            bundle + "reload-on-update=true",
            "--spring.ssl.bundle.watch.file.quiet-period=100ms",
            "--server.ssl.bundle=registry")) {
      URI uri = URI.create("https://" + registry.authority().replace("127.0.0.1", "localhost"));
      try (Wire wire = new Wire(uri, trusting("first"))) {
        Content blob = Content.seeded(1, LARGE);
        wire.push("tls", blob);
        assertThat(wire.send("GET", "/v2/tls/blobs/" + blob.digest()).bytes())
            .isEqualTo(blob.bytes());
        assertThat(wire.send("GET", "/v2/tls/blobs/" + blob.digest(), "Range", "bytes=5-9").bytes())
            .hasSize(5);
      }

      install("second");

      while (!answers(uri, "second")) {
        Thread.sleep(50);
      }
      assertThat(answers(uri, "first")).isFalse();
    }
  }

  private boolean answers(URI uri, String trusted) throws Exception {
    try (Wire wire = new Wire(uri, trusting(trusted))) {
      return wire.send("GET", "/v2/").status() == 200;
    } catch (SSLHandshakeException _) {
      return false;
    }
  }

  private void issue(String name) throws Exception {
    Command.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            folder.resolve(name + ".key").toString(),
            "-out",
            folder.resolve(name + ".crt").toString())
        .run()
        .orFail();
  }

  /** As renewal programs do: each file is replaced at once. */
  private void install(String name) throws Exception {
    for (String[] move : new String[][] {{".key", "key.pem"}, {".crt", "cert.pem"}}) {
      Path copy = Files.copy(folder.resolve(name + move[0]), folder.resolve("copy"));
      Files.move(copy, folder.resolve(move[1]), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private HttpClient trusting(String name) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".crt"))) {
      store.setCertificateEntry(
          name, CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
