package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.registries.ConfigFinding.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCheckTest {
  private static final String SECRET =
      Base64.getEncoder().encodeToString("me:s3cret".getBytes(StandardCharsets.UTF_8));

  private ConfigFolder folder;
  private Path root;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new ConfigFolder(temporary);
  }

  @Test
  void findsNothingOnAnEmptyMachine() {
    ConfigReport report = host();

    assertThat(report.findings()).isEmpty();
    assertThat(report.files()).allMatch(file -> file.state() == SourceFile.State.ABSENT);
  }

  @Test
  void findsTheMistakesOfAllFilesInOneGo() {
    folder.system("registries.conf", "[[registry]]\nblocked = true\n");
    folder.system("registries.conf.d/a.conf", "short-name-mode = \"maybe\"\n");
    folder.system("registries.conf.d/b.conf", "[[registry]]\nlocation = \"http://a.test\"\n");
    folder.system("policy.json", "{\"defaut\": []}");
    folder.user("auth.json", "");
    folder.user("certs.d/a.test/me.key", "");

    ConfigReport report = host();

    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(finding -> finding.position().file().getFileName() + " " + finding.kind())
        .contains(
            "registries.conf invalid-registries-conf",
            "a.conf invalid-registries-conf",
            "b.conf invalid-registries-conf",
            "policy.json invalid-policy",
            "auth.json invalid-auth-file",
            "a.test incomplete-certificates");
    assertThat(report.findings()).allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
    assertThat(report.findings().getFirst())
        .satisfies(
            first -> {
              assertThat(first.position().line()).isEqualTo(1);
              assertThat(first.message()).endsWith("both location and prefix are unset");
              assertThat(first.remedy()).startsWith("give this [[registry]]");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[[registry]]~location = \"a.test\"~[[registry.mirror]]~location = \"m.test/x\"~[[registry]]~location = \"m.test\"~blocked = true' | mirror-is-blocked | 3",
        "'[aliases]~\"x\" = \"a.test/x\"~[[registry]]~location = \"a.test\"~blocked = true' | alias-is-blocked | 2",
        "'unqualified-search-registries = [\"a.test\"]~[[registry]]~location = \"a.test\"~blocked = true' | search-registry-is-blocked | 1",
        "'unqualified-search-registries = [\"a.test\", \"b.test\"]' | short-names-are-guessed | 1",
        "'credential-helpers = [\"nowhere\"]' | helper-not-found | 0",
        "'[[registry]]~prefix = \"a.test/x:1\"~location = \"a.test\"' | prefix-with-tag | 1",
      })
  void findsWhatDoesNotDoWhatItSeemsToSay(String config, String kind, int line) {
    folder.system("registries.conf", config.replace("~", "\n"));

    assertThat(host().findings())
        .filteredOn(finding -> finding.kind().equals(kind))
        .singleElement()
        .satisfies(finding -> assertThat(finding.position().line()).isEqualTo(line))
        .satisfies(finding -> assertThat(finding.severity()).isNotEqualTo(Severity.ERROR));
  }

  @Test
  void leavesAnOrdinaryConfigurationAlone() throws Exception {
    folder.system(
        "registries.conf",
        """
        unqualified-search-registries = ["docker.io"]
        [aliases]
        "fedora" = "registry.fedoraproject.org/fedora"
        [[registry]]
        location = "docker.io"
        [[registry.mirror]]
        location = "mirror.test"
        """);
    folder.system("policy.json", "{\"default\": [{\"type\": \"reject\"}]}");
    Path auth =
        folder.user("auth.json", "{\"auths\": {\"a.test\": {\"auth\": \"" + SECRET + "\"}}}");
    Files.setPosixFilePermissions(auth, PosixFilePermissions.fromString("rw-------"));

    assertThat(host().findings()).isEmpty();
  }

  @Test
  void warnsOfCredentialsThatOthersMayReadWithoutShowingThem() throws Exception {
    Path auth =
        folder.user(
            "auth.json",
            "{\"auths\": {\"a.test\": {\"auth\": \""
                + SECRET
                + "\"}, \"b.test\": {}}, \"credHelpers\": {\"c.test\": \"nowhere\"}}");
    Files.setPosixFilePermissions(auth, PosixFilePermissions.fromString("rw-r--r--"));

    ConfigReport report = host();

    assertThat(report.findings())
        .extracting(ConfigFinding::kind)
        .contains("credentials-readable-by-others", "helper-not-found");
    assertThat(report.toString()).doesNotContain(SECRET).doesNotContain("s3cret");
  }

  @Test
  void warnsOfFoldersAndFilesOfCertificatesWithoutEffect() {
    folder.user("certs.d/a.test/ca.crt", "no certificate");
    folder.system("certs.d/a.test/ca.crt", "no certificate");
    folder.user("certs.d/https:a.test/ca.crt", "no certificate");

    assertThat(host().findings())
        .extracting(ConfigFinding::kind)
        .contains("certificate-folder-hidden", "certificate-folder-never-used")
        .contains("invalid-certificate");
  }

  @Test
  void warnsOfKeysThatAreNotThere() {
    folder.system(
        "policy.json",
        """
        {"default": [{"type": "insecureAcceptAnything"}],
         "transports": {"docker": {"a.test": [
           {"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/nowhere/key.gpg"}]}}}
        """);

    assertThat(host().findings())
        .extracting(ConfigFinding::kind)
        .containsExactly("policy-accepts-everything", "key-file-missing");
  }

  @Test
  void tellsTheKindOfAFileThatIsNamed() throws Exception {
    Path config = ConfigFolder.write(root.resolve("my.conf"), "[[registry]]\nblocked = true\n");
    Path policy = ConfigFolder.write(root.resolve("trust.json"), "{\"default\": []}");
    Path auth = ConfigFolder.write(root.resolve("login.json"), "{\"auths\": []}");
    ConfigFolder.write(root.resolve("x.conf.d/a.conf"), "[registries.block]\nregistries = []\n");
    ConfigFolder.write(root.resolve("a.test/me.cert"), "");
    Path dropIns = root.resolve("x.conf.d");
    Path certificates = root.resolve("a.test");

    assertThat(files(config, policy, auth, dropIns, certificates).findings())
        .extracting(ConfigFinding::kind)
        .containsExactly(
            "invalid-registries-conf",
            "invalid-policy",
            "invalid-auth-file",
            "invalid-registries-conf",
            "incomplete-certificates");
  }

  @Test
  void refusesFilesWhoseKindCannotBeTold() {
    Path text = ConfigFolder.write(root.resolve("notes.txt"), "");

    assertThatThrownBy(() -> files(text)).hasMessageContaining("does not tell what it is");
    assertThatThrownBy(() -> files(root.resolve("none.conf")))
        .hasMessageContaining("does not exist");
  }

  private ConfigReport files(Path... paths) throws RegistriesConfigException {
    return check().files(List.of(paths));
  }

  private ConfigReport host() {
    ConfigEnvironment environment = folder.environment();
    return check()
        .host(
            RegistriesConfigFiles.standard(environment),
            CredentialFiles.standard(environment),
            Optional.empty());
  }

  private ConfigCheck check() {
    return new ConfigCheck(folder.environment(), () -> Instant.ofEpochSecond(1_700_000_000));
  }
}
