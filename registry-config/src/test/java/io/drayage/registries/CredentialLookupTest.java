package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialLookupTest {
  private ConfigFolder folder;
  private Path root;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new ConfigFolder(temporary);
  }

  @ParameterizedTest
  @CsvSource({
    "quay.test/ns/repo/image, repo",
    "quay.test/ns/repo, repo",
    "quay.test/ns/other, ns",
    "quay.test/nsx, host",
    "quay.test/other/repo, host",
    "localhost:5000/image, port",
  })
  void takesTheMostSpecificKey(String repository, String user) throws Exception {
    auths(
        """
        "quay.test": %s, "quay.test/ns": %s, "quay.test/ns/repo": %s, "localhost:5000": %s
        """
            .formatted(entry("host"), entry("ns"), entry("repo"), entry("port")));

    CredentialLookup lookup = store().lookup(RepositoryName.parse(repository));

    assertThat(lookup.credential()).isEqualTo(password(user));
    assertThat(lookup.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost/image",
        "localhost:5001/image",
        "quay.test.other/image",
        "QUAY.TEST/image"
      })
  void findsNothingForOtherRegistries(String repository) throws Exception {
    auths("\"quay.test\": %s, \"localhost:5000\": %s".formatted(entry("a"), entry("b")));

    CredentialLookup lookup = store().lookup(RepositoryName.parse(repository));

    assertThat(lookup.found()).isEmpty();
    assertThat(lookup.credential()).isEqualTo(new Credential.Anonymous());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "index.docker.io",
        "registry-1.docker.io",
        "https://index.docker.io/v1/",
        "http://docker.io/v2",
        "https://registry-1.docker.io",
      })
  void knowsDockerHubByAllItsNames(String key) throws Exception {
    auths("\"%s\": %s".formatted(key, entry("hub")));

    for (String name : List.of("docker.io", "registry-1.docker.io")) {
      CredentialLookup lookup = store().lookup(new RegistryHost(name));

      assertThat(lookup.credential()).as(name).isEqualTo(password("hub"));
      assertThat(lookup.found().orElseThrow().key()).isEqualTo(key);
    }
  }

  @Test
  void prefersTheExactKeyToAnotherNameOfDockerHub() throws Exception {
    auths(
        "\"https://index.docker.io/v1/\": %s, \"docker.io\": %s"
            .formatted(entry("url"), entry("exact")));

    assertThat(store().lookup(RegistryHost.DOCKER_HUB).credential()).isEqualTo(password("exact"));
  }

  @Test
  void understandsAddressesAsKeys() throws Exception {
    auths("\"https://quay.test/v1/\": %s".formatted(entry("url")));

    assertThat(store().lookup(RepositoryName.parse("quay.test/a/b")).credential())
        .isEqualTo(password("url"));
  }

  @Test
  void readsTheOldFileOfDockerByHostOnly() throws Exception {
    ConfigFolder.write(
        folder.home().resolve(".dockercfg"),
        "{\"https://quay.test/v1/\": %s, \"plain.test/path\": %s}"
            .formatted(entry("old"), entry("cut")));

    assertThat(store().lookup(RepositoryName.parse("quay.test/a")).credential())
        .isEqualTo(password("old"));
    assertThat(store().lookup(RepositoryName.parse("plain.test/b")).credential())
        .isEqualTo(password("cut"));
  }

  @Test
  void takesTheFirstFileThatHasAnEntry() throws Exception {
    auths("\"a.test\": %s".formatted(entry("first")));
    ConfigFolder.write(
        folder.home().resolve(".docker/config.json"),
        "{\"auths\": {\"a.test\": %s, \"b.test\": %s}}".formatted(entry("late"), entry("docker")));

    FoundCredential a = store().lookup(new RegistryHost("a.test")).found().orElseThrow();
    FoundCredential b = store().lookup(new RegistryHost("b.test")).found().orElseThrow();

    assertThat(a.credential()).isEqualTo(password("first"));
    assertThat(a.origin()).hasToString(authFile().toString());
    assertThat(b.credential()).isEqualTo(password("docker"));
    assertThat(b.origin()).hasToString(folder.home().resolve(".docker/config.json").toString());
  }

  @Test
  void takesAnIdentityTokenBeforeThePassword() throws Exception {
    auths(
        "\"a.test\": {\"auth\": \"%s\", \"identitytoken\": \"refresh\"}"
            .formatted(base64("00000000-0000-0000-0000-000000000000:")));

    assertThat(store().lookup(new RegistryHost("a.test")).credential())
        .isEqualTo(new Credential.IdentityToken("refresh"));
  }

  @Test
  void keepsColonsAndDropsZerosOfAPassword() throws Exception {
    auths("\"a.test\": {\"auth\": \"%s\"}".formatted(base64("user:pa:ss\0\0")));

    assertThat(store().lookup(new RegistryHost("a.test")).credential())
        .isEqualTo(new Credential.UsernamePassword("user", "pa:ss"));
  }

  @Test
  void skipsAnEntryWithoutColonWithAWarningThatHidesIt() throws Exception {
    auths("\"a.test\": {\"auth\": \"%s\"}".formatted(base64("secret")));

    CredentialLookup lookup = store().lookup(new RegistryHost("a.test"));

    assertThat(lookup.found()).isEmpty();
    assertThat(lookup.warnings())
        .singleElement()
        .asString()
        .contains("auth.json", "a.test", "USER:PASSWORD")
        .doesNotContain("secret", base64("secret"));
  }

  @Test
  void skipsAnEmptyEntryWithoutAWarning() throws Exception {
    auths("\"a.test\": {}");

    CredentialLookup lookup = store().lookup(new RegistryHost("a.test"));

    assertThat(lookup.found()).isEmpty();
    assertThat(lookup.warnings()).isEmpty();
  }

  @Test
  void goesOnInTheNextFileBehindAnEmptyEntry() throws Exception {
    auths("\"a.test\": {}");
    ConfigFolder.write(
        folder.home().resolve(".docker/config.json"),
        "{\"auths\": {\"a.test\": %s}}".formatted(entry("docker")));

    assertThat(store().lookup(new RegistryHost("a.test")).credential())
        .isEqualTo(password("docker"));
  }

  @Test
  void saysThatTheStoreOfDockerIsNotAsked() throws Exception {
    ConfigFolder.write(
        folder.home().resolve(".docker/config.json"), "{\"credsStore\": \"desktop\"}");

    assertThat(store().lookup(new RegistryHost("a.test")).warnings())
        .singleElement()
        .asString()
        .contains("credsStore");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                | is empty",
        "not json                          | is not valid JSON",
        "[]                                | is not a JSON object",
        "{\"auths\": []}                   | \"auths\" must be an object",
        "{\"auths\": {\"a.test\": 5}}      | must be an object",
        "{\"auths\": {\"a.test\": {\"auth\": 5}}} | \"auth\" must be a string",
        "{\"auths\": {\"a.test\": {\"auth\": \"!secret!\"}}} | is not valid base64",
        "{\"credHelpers\": {\"a.test\": 5}} | \"a.test\" must be a string",
      })
  void refusesABrokenFile(String text, String reason) {
    ConfigFolder.write(authFile(), text);

    assertThatThrownBy(() -> store().lookup(new RegistryHost("a.test")))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining(authFile().toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test",
        "https://a.test/x",
        "a.test/x@sha256:00",
        "a.test/x:tag",
        "",
        "/x"
      })
  void refusesKeysThatAreNoPlaces(String key) {
    assertThatThrownBy(() -> new CredentialKey(key)).isInstanceOf(InvalidFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.test", "localhost:5000", "localhost:5000/x", "[::1]:5000/x"})
  void acceptsKeysOfRegistriesAndParts(String key) {
    assertThat(new CredentialKey(key)).hasToString(key);
  }

  @Test
  void listsWhatIsKeptInOrder() throws Exception {
    ConfigFolder.write(
        authFile(),
        "{\"auths\": {\"a.test/ns\": %s}, \"credHelpers\": {\"h.test\": \"vault\"}}"
            .formatted(entry("x")));
    ConfigFolder.write(
        folder.home().resolve(".docker/config.json"),
        "{\"auths\": {\"b.test\": %s}}".formatted(entry("y")));

    assertThat(store().list())
        .extracting(StoredCredential::key)
        .containsExactly("h.test", "a.test/ns", "b.test");
  }

  private CredentialStore store() {
    ConfigEnvironment environment = folder.environment();
    return new CredentialStore(
        CredentialFiles.standard(environment),
        RegistriesConfig.empty().credentialHelpers(),
        environment);
  }

  private Path authFile() {
    return root.resolve("system/run/containers/1234/auth.json");
  }

  private void auths(String entries) {
    ConfigFolder.write(authFile(), "{\"auths\": {" + entries + "}}");
  }

  private static String entry(String user) {
    return "{\"auth\": \"%s\"}".formatted(base64(user + ":secret"));
  }

  private static Credential password(String user) {
    return new Credential.UsernamePassword(user, "secret");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
