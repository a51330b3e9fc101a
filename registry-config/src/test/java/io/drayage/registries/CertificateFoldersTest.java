package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.RegistryHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFoldersTest {
  private ConfigFolder folder;
  private Path root;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new ConfigFolder(temporary);
  }

  @Test
  void findsNothingWithoutFolders() throws Exception {
    assertThat(standard("a.test").isEmpty()).isTrue();
  }

  @Test
  void readsAuthoritiesAndClientPairsInTheOrderOfTheirNames() throws Exception {
    for (String name : new String[] {"b.crt", "a.crt", "client.cert", "client.key", "note.txt"}) {
      folder.system("certs.d/a.test:5000/" + name, "");
    }
    Path found = folder.systemRoot().resolve("etc/containers/certs.d/a.test:5000");

    RegistryCertificates certificates = standard("a.test:5000");

    assertThat(certificates.authorities())
        .containsExactly(found.resolve("a.crt"), found.resolve("b.crt"));
    assertThat(certificates.clients())
        .containsExactly(new ClientPair(found.resolve("client.cert"), found.resolve("client.key")));
  }

  @Test
  void takesTheFirstFolderOnlyEvenWhenItIsEmpty() throws Exception {
    folder.user("certs.d/user.test/ca.crt", "");
    folder.system("certs.d/user.test/other.crt", "");
    Files.createDirectories(folder.home().resolve(".config/containers/certs.d/empty.test"));
    folder.system("certs.d/empty.test/ca.crt", "");
    ConfigFolder.write(folder.systemRoot().resolve("etc/docker/certs.d/docker.test/ca.crt"), "");

    assertThat(standard("user.test").authorities())
        .singleElement()
        .satisfies(file -> assertThat(file).startsWith(folder.home()));
    assertThat(standard("empty.test").isEmpty()).isTrue();
    assertThat(standard("docker.test").authorities()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.test", "a.test:5001", "A.test:5000", "[::1]:5000"})
  void wantsExactlyTheNameOfTheReference(String registry) throws Exception {
    folder.system("certs.d/a.test:5000/ca.crt", "");

    assertThat(standard(registry).isEmpty()).isTrue();
  }

  @Test
  void findsAnAddressInBrackets() throws Exception {
    folder.system("certs.d/[::1]:5000/ca.crt", "");

    assertThat(standard("[::1]:5000").authorities()).hasSize(1);
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    folder.system("certs.d/a.test/client.cert", "");

    assertThatThrownBy(() -> standard("a.test"))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("certs.d/a.test")
        .hasMessageContaining(
            "missing key client.key for client certificate client.cert. Note that CA certificates should use the extension .crt");
  }

  @Test
  void refusesAKeyWithoutItsCertificate() {
    folder.system("certs.d/a.test/client.key", "");

    assertThatThrownBy(() -> standard("a.test"))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("missing client certificate client.cert for key client.key");
  }

  @Test
  void ignoresADanglingLink() throws Exception {
    Path file = folder.system("certs.d/a.test/a.crt", "");
    Files.createSymbolicLink(file.resolveSibling("b.crt"), root.resolve("nowhere"));

    assertThat(standard("a.test").authorities()).containsExactly(file);
  }

  @Test
  void usesANamedFolderForEveryRegistry() throws Exception {
    Path named = root.resolve("named");
    ConfigFolder.write(named.resolve("ca.crt"), "");

    assertThat(
            CertificateFolders.only(named)
                .certificatesFor(new RegistryHost("any.test"))
                .authorities())
        .containsExactly(named.resolve("ca.crt"));
    assertThat(
            CertificateFolders.only(root.resolve("missing"))
                .certificatesFor(new RegistryHost("any.test"))
                .isEmpty())
        .isTrue();
  }

  private RegistryCertificates standard(String registry) throws Exception {
    return CertificateFolders.standard(folder.environment())
        .certificatesFor(new RegistryHost(registry));
  }
}
