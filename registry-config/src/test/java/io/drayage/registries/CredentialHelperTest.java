package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialHelperTest {
  private static final RegistryHost REGISTRY = new RegistryHost("a.test");

  private ConfigFolder folder;
  private Path root;
  private Path authFile;
  private FakeHelper helper;

  @BeforeEach
  void prepare(@TempDir Path temporary) throws Exception {
    root = temporary;
    authFile = root.resolve("auth.json");
    folder = new ConfigFolder(temporary).variable("PATH", root.resolve("bin") + ":/bin:/usr/bin");
    helper = FakeHelper.install(root.resolve("bin"), "vault");
  }

  @Test
  void asksTheHelperOfTheFileByHostOnly() throws Exception {
    ConfigFolder.write(authFile, "{\"credHelpers\": {\"a.test\": \"vault\"}}");
    helper.knows("a.test", "user", "secret");

    CredentialLookup lookup =
        store("containers-auth.json").lookup(RepositoryName.parse("a.test/ns/image"));

    assertThat(lookup.credential()).isEqualTo(new Credential.UsernamePassword("user", "secret"));
    assertThat(lookup.found().orElseThrow().origin())
        .isEqualTo(new CredentialOrigin.InHelper("vault"));
    assertThat(helper.calls()).containsExactly("get a.test");
  }

  @Test
  void asksTheHelperOfTheFileInsteadOfItsEntries() throws Exception {
    ConfigFolder.write(
        authFile,
        "{\"credHelpers\": {\"a.test\": \"vault\"}, \"auths\": {\"a.test\": {\"auth\": \"eDp5\"}}}");

    assertThat(store("containers-auth.json").lookup(REGISTRY).found()).isEmpty();
  }

  @Test
  void takesTheTokenUserForAnIdentityToken() throws Exception {
    helper.knows("a.test", "<token>", "refresh");

    assertThat(store("vault").lookup(REGISTRY).credential())
        .isEqualTo(new Credential.IdentityToken("refresh"));
  }

  @Test
  void asksTheHelpersInTheirOrderAndStopsAtTheFirstAnswer() throws Exception {
    FakeHelper second = FakeHelper.install(root.resolve("bin"), "second");
    second.knows("a.test", "two", "secret");
    ConfigFolder.write(authFile, "{\"auths\": {\"a.test\": {\"auth\": \"eDp5\"}}}");

    CredentialLookup lookup = store("vault", "second", "containers-auth.json").lookup(REGISTRY);

    assertThat(lookup.credential()).isEqualTo(new Credential.UsernamePassword("two", "secret"));
    assertThat(helper.calls()).hasSize(1);
    assertThat(second.calls()).hasSize(1);
  }

  @Test
  void goesOnBehindAFailedHelper() throws Exception {
    helper.script("echo broken; exit 3");
    ConfigFolder.write(authFile, "{\"auths\": {\"a.test\": {\"auth\": \"eDp5\"}}}");

    assertThat(store("vault", "containers-auth.json").lookup(REGISTRY).credential())
        .isEqualTo(new Credential.UsernamePassword("x", "y"));
  }

  @Test
  void reportsTheFailureWhenNothingElseAnswers() throws Exception {
    helper.script("echo 'the vault is locked'; exit 3");

    assertThatThrownBy(() -> store("vault", "containers-auth.json").lookup(REGISTRY))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("docker-credential-vault get failed for a.test with exit code 3")
        .hasMessageContaining("the vault is locked");
  }

  @Test
  void reportsAllFailuresTogether() throws Exception {
    helper.script("echo 'the vault is locked' >&2; exit 3");

    assertThatThrownBy(() -> store("vault", "missing").lookup(REGISTRY))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("the vault is locked")
        .hasMessageContaining("docker-credential-missing is not in the PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/bin/sh", ""})
  void refusesNamesThatLeadOutOfThePath(String name) {
    assertThatThrownBy(() -> store(name).lookup(REGISTRY))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("is no name of a credential helper");
  }

  @Test
  void refusesAnAnswerThatIsNoJsonAndDoesNotRepeatIt() throws Exception {
    helper.script("echo '{\"Username\":\"u\",\"Secret\":\"hidden-value'");

    assertThatThrownBy(() -> store("vault").lookup(REGISTRY))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("docker-credential-vault get is not valid JSON")
        .message()
        .doesNotContain("hidden-value");
  }

  @Test
  void killsAHelperThatPrintsWithoutEnd() throws Exception {
    helper.script("exec cat /dev/zero");

    assertThatThrownBy(() -> store("vault").lookup(REGISTRY))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageStartingWith("docker-credential-vault get printed more than 1 MiB");
  }

  @Test
  void killsAHelperThatDoesNotAnswerInTime() throws Exception {
    Path pid = root.resolve("pid");
    helper.script(
        "sleep 600 & echo $! > '%s.new'; mv '%s.new' '%s'; wait".formatted(pid, pid, pid));
    HelperProgram program = HelperProgram.find("vault", folder.environment()).orElseThrow();

    assertThatThrownBy(() -> program.run("get", new byte[0], Duration.ofSeconds(2)))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("did not answer within 2 s");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .satisfiesAnyOf(
            process -> assertThat(process).isEmpty(),
            process ->
                assertThat(process.orElseThrow().onExit()).succeedsWithin(Duration.ofSeconds(5)));
  }

  @Test
  void givesUpWhenWhatAHelperLeftRunningHoldsItsPipes() throws Exception {
    helper.script("sleep 3 & echo '{}'");
    HelperProgram program = HelperProgram.find("vault", folder.environment()).orElseThrow();

    assertThatThrownBy(() -> program.run("get", new byte[0], Duration.ofMillis(500)))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("did not answer within");
  }

  @Test
  void startsTheHelperWithTheGivenEnvironmentOnly() throws Exception {
    folder.variable("VAULT_USER", "from-environment");
    helper.script(
        "printf '{\"Username\":\"%s\",\"Secret\":\"%s\"}' \"$VAULT_USER\" \"${JAVA_HOME:-none}\"");

    assertThat(store("vault").lookup(REGISTRY).credential())
        .isEqualTo(new Credential.UsernamePassword("from-environment", "none"));
  }

  @Test
  void storesAndErasesThroughTheHelper() throws Exception {
    helper.knows("a.test", "old", "old");
    CredentialKey key = CredentialKey.of(REGISTRY);

    CredentialOrigin origin =
        store("vault").store(key, new Credential.UsernamePassword("user", "pa\"ss"));
    List<CredentialOrigin> erased = store("vault").erase(key);
    List<CredentialOrigin> again = store("vault").erase(key);

    assertThat(origin).hasToString("credential helper: vault");
    assertThat(erased).containsExactly(origin);
    assertThat(again).isEmpty();
    assertThat(helper.calls())
        .containsExactly(
            "store {\"ServerURL\":\"a.test\",\"Username\":\"user\",\"Secret\":\"pa\\\"ss\"}",
            "erase a.test",
            "erase a.test");
  }

  @Test
  void storesThroughTheHelperThatTheFileNames() throws Exception {
    String text = "{\"credHelpers\": {\"a.test\": \"vault\"}}";
    ConfigFolder.write(authFile, text);

    CredentialOrigin origin =
        store("containers-auth.json")
            .store(CredentialKey.of(REGISTRY), new Credential.UsernamePassword("user", "x"));

    assertThat(origin).isEqualTo(new CredentialOrigin.InHelper("vault"));
    assertThat(authFile).hasContent(text);
  }

  @Test
  void refusesANamespaceForAHelper() {
    assertThatThrownBy(
            () ->
                store("vault")
                    .store(
                        new CredentialKey("a.test/ns"),
                        new Credential.UsernamePassword("user", "x")))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("namespaced key is not supported for credential helper vault");
  }

  @Test
  void erasesEverythingThatAHelperLists() throws Exception {
    helper.knows("a.test", "a", "a");
    helper.knows("b.test", "b", "b");
    assertThat(store("vault").list())
        .extracting(StoredCredential::key)
        .containsExactly("a.test", "b.test");

    store("vault", "missing").eraseAll();

    assertThat(store("vault").list()).isEmpty();
  }

  private CredentialStore store(String... helpers) {
    return new CredentialStore(
        CredentialFiles.only(authFile), List.of(helpers), folder.environment());
  }
}
