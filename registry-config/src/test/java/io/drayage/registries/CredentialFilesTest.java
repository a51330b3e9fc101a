package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialFilesTest {
  private ConfigFolder folder;
  private Path root;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new ConfigFolder(temporary);
  }

  @Test
  void searchesTheRuntimeFolderThenTheConfigurationThenDocker() throws Exception {
    CredentialFiles files = CredentialFiles.standard(folder.environment());

    assertThat(files.search())
        .containsExactly(
            AuthFilePath.current(folder.systemRoot().resolve("run/containers/1234/auth.json")),
            AuthFilePath.current(folder.home().resolve(".config/containers/auth.json")),
            AuthFilePath.current(folder.home().resolve(".docker/config.json")),
            AuthFilePath.legacy(folder.home().resolve(".dockercfg")));
    assertThat(files.target())
        .isEqualTo(folder.systemRoot().resolve("run/containers/1234/auth.json"));
  }

  @Test
  void followsTheVariablesOfTheEnvironment() throws Exception {
    Path runtime = Files.createDirectories(root.resolve("runtime"));
    folder
        .variable("XDG_RUNTIME_DIR", runtime)
        .variable("XDG_CONFIG_HOME", root.resolve("config"))
        .variable("DOCKER_CONFIG", root.resolve("docker"));

    CredentialFiles files = CredentialFiles.standard(folder.environment());

    assertThat(files.search())
        .extracting(AuthFilePath::file)
        .containsExactly(
            runtime.resolve("containers/auth.json"),
            root.resolve("config/containers/auth.json"),
            root.resolve("docker/config.json"),
            folder.home().resolve(".dockercfg"));
    assertThat(files.target()).isEqualTo(runtime.resolve("containers/auth.json"));
  }

  @Test
  void searchesNothingButANamedFile() {
    folder.variable("REGISTRY_AUTH_FILE", root.resolve("named.json"));

    assertThat(CredentialFiles.standard(folder.environment()).search())
        .containsExactly(AuthFilePath.current(root.resolve("named.json")));
  }

  @Test
  void logsInToTheFolderOfDockerAloneWhenItIsNamed() throws Exception {
    assertThat(CredentialFiles.forLogin(folder.environment()))
        .isEqualTo(CredentialFiles.standard(folder.environment()));

    folder.variable("DOCKER_CONFIG", root.resolve("docker"));
    assertThat(CredentialFiles.forLogin(folder.environment()).search())
        .containsExactly(AuthFilePath.current(root.resolve("docker/config.json")));

    folder.variable("REGISTRY_AUTH_FILE", root.resolve("named.json"));
    assertThat(CredentialFiles.forLogin(folder.environment()).target())
        .isEqualTo(root.resolve("named.json"));
  }

  @Test
  void warnsAboutAMissingRuntimeFolderAndRefusesToWrite() {
    folder.variable("XDG_RUNTIME_DIR", root.resolve("missing"));

    CredentialFiles files = CredentialFiles.standard(folder.environment());

    assertThat(files.search()).hasSize(3);
    assertThat(files.warning().orElseThrow()).contains("missing").contains("XDG_RUNTIME_DIR");
    assertThatThrownBy(files::target)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("directory set by $XDG_RUNTIME_DIR does not exist");
  }
}
