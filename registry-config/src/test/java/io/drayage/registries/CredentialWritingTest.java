package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialWritingTest {
  private static final Credential.UsernamePassword LOGIN =
      new Credential.UsernamePassword("user", "pässword");

  private Path root;
  private Path file;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    file = root.resolve("new/folder/auth.json");
  }

  @Test
  void createsAFileThatOnlyTheOwnerReads() throws Exception {
    CredentialOrigin origin = store().store(new CredentialKey("a.test/ns"), LOGIN);

    assertThat(origin).isEqualTo(new CredentialOrigin.InFile(file));
    assertThat(file)
        .hasContent(
            """
            {
            \t"auths": {
            \t\t"a.test/ns": {
            \t\t\t"auth": "dXNlcjpww6Rzc3dvcmQ="
            \t\t}
            \t}
            }""");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(store().lookup(new CredentialKey("a.test/ns/image")).credential()).isEqualTo(LOGIN);
  }

  @Test
  void keepsWhatItDoesNotUnderstand() throws Exception {
    ConfigFolder.write(
        file,
        """
        {"HttpHeaders": {"X": "y"}, "auths": {"b.test": {"auth": "eDp5", "email": "e"}}, "credsStore": "s"}
        """);

    store().store(new CredentialKey("a.test"), LOGIN);

    assertThat(Files.readString(file))
        .contains("\"HttpHeaders\"", "\"X\": \"y\"", "\"email\": \"e\"", "\"credsStore\": \"s\"");
    assertThat(store().list())
        .extracting(StoredCredential::key)
        .containsExactly("b.test", "a.test");
  }

  @Test
  void tightensThePermissionsOfAnExistingFile() throws Exception {
    ConfigFolder.write(file, "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    store().store(new CredentialKey("a.test"), LOGIN);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void writesThroughALink() throws Exception {
    Path real = ConfigFolder.write(root.resolve("real.json"), "{}");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, real);

    store().store(new CredentialKey("a.test"), LOGIN);

    assertThat(file).isSymbolicLink();
    assertThat(real).content().contains("a.test");
  }

  @Test
  void leavesABrokenFileAsItIs() {
    ConfigFolder.write(file, "{broken");

    assertThatThrownBy(() -> store().store(new CredentialKey("a.test"), LOGIN))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("is not valid JSON");
    assertThat(file).hasContent("{broken");
  }

  @Test
  void leavesNoOtherFileBehind() throws Exception {
    store().store(new CredentialKey("a.test"), LOGIN);
    store().erase(new CredentialKey("a.test"));

    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void erasesExactlyTheKey() throws Exception {
    store().store(new CredentialKey("a.test"), LOGIN);
    store().store(new CredentialKey("a.test/ns"), LOGIN);

    assertThat(store().erase(new CredentialKey("a.test/ns")))
        .containsExactly(new CredentialOrigin.InFile(file));
    assertThat(store().erase(new CredentialKey("a.test/ns"))).isEmpty();
    assertThat(store().list()).extracting(StoredCredential::key).containsExactly("a.test");
  }

  @Test
  void createsNoFileWhenThereIsNothingToErase() throws Exception {
    assertThat(store().erase(new CredentialKey("a.test"))).isEmpty();
    store().eraseAll();

    assertThat(file).doesNotExist();
  }

  @Test
  void erasesAllEntriesAndKeepsTheRest() throws Exception {
    ConfigFolder.write(
        file, "{\"auths\": {\"a.test\": {\"auth\": \"eDp5\"}}, \"psFormat\": \"x\"}");

    store().eraseAll();

    assertThat(store().list()).isEmpty();
    assertThat(file).content().contains("psFormat");
  }

  @Test
  void writesForDockerUnderTheAddressOfItsHub() throws Exception {
    dockerStore().store(new CredentialKey("docker.io"), LOGIN);

    assertThat(file).content().contains("\"https://index.docker.io/v1/\"");
    assertThat(dockerStore().lookup(new CredentialKey("docker.io")).credential()).isEqualTo(LOGIN);
    assertThat(dockerStore().erase(new CredentialKey("docker.io"))).hasSize(1);
    assertThat(file).content().doesNotContain("docker.io");
  }

  @Test
  void refusesANamespaceForDocker() {
    assertThatThrownBy(() -> dockerStore().store(new CredentialKey("a.test/ns"), LOGIN))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining(
            "Credentials cannot be recorded in Docker-compatible format with namespaced key \"a.test/ns\"");
  }

  @Test
  void asksNoHelperForDocker() throws Exception {
    var store =
        new CredentialStore(
            CredentialFiles.dockerCompatible(file),
            List.of("missing"),
            new ConfigFolder(root).environment());

    assertThat(store.lookup(new CredentialKey("a.test")).found()).isEmpty();
  }

  private CredentialStore store() {
    return new CredentialStore(
        CredentialFiles.only(file),
        List.of(CredentialStore.AUTH_FILES),
        new ConfigFolder(root).environment());
  }

  private CredentialStore dockerStore() {
    return new CredentialStore(
        CredentialFiles.dockerCompatible(file),
        List.of(CredentialStore.AUTH_FILES),
        new ConfigFolder(root).environment());
  }
}
