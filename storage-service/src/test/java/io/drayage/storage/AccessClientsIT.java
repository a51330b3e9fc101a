package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.program.Main;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.PodmanHome;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Real clients log in, push and pull, whichever way the registry asks for credentials. */
@RequiresProgram({"skopeo", "podman"})
class AccessClientsIT {
  private static final String PASSWORD = "a good password";

  @TempDir Path folder;
  private final ImageFixture image = SeededImages.image(1);
  private String layout = "";
  private Path auth = Path.of("");

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        folder.resolve("users"),
        "alice:%1$s%nbob:%1$s%n".formatted(BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4))));
    Files.writeString(
        folder.resolve("rights.yaml"),
        """
        anonymous: [public/**]
        grants:
          - {to: [user:alice], repositories: ["**"], rights: [pull, push, delete]}
          - {to: [user:bob], repositories: [team/**], rights: [pull]}
        """);
    OciLayoutFixture.write(folder.resolve("layout"), "v1", image);
    layout = "oci:%s:v1".formatted(folder.resolve("layout"));
    auth = folder.resolve("auth.json");
  }

  private RunningRegistry registry(String challenge) throws Exception {
    return RunningRegistry.start(
        folder.resolve("data"),
        "--drayage.storage.htpasswd=" + folder.resolve("users"),
        "--drayage.storage.access.file=" + folder.resolve("rights.yaml"),
        "--drayage.storage.access.challenge=" + challenge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "token"})
  void skopeo(String challenge) throws Exception {
    try (RunningRegistry registry = registry(challenge)) {
      String host = registry.authority();
      skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + host + "/team/app:v1")
          .assertRefused();
      login(host, "alice", "wrong password").assertRefused();
      login(host, "alice", PASSWORD).orFail();
      skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + host + "/team/app:v1")
          .orFail();
      skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + host + "/other/app:v1")
          .orFail();
      skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + host + "/public/app:v1")
          .orFail();
      login(host, "bob", PASSWORD).orFail();
      skopeo("inspect", "--tls-verify=false", "docker://" + host + "/team/app:v1").orFail();
      skopeo("inspect", "--tls-verify=false", "docker://" + host + "/other/app:v1").assertRefused();
      skopeo("copy", "--dest-tls-verify=false", layout, "docker://" + host + "/team/new:v1")
          .assertRefused();
      skopeo("delete", "--tls-verify=false", "docker://" + host + "/team/app:v1").assertRefused();
      login(host, "alice", PASSWORD).orFail();
      skopeo("delete", "--tls-verify=false", "docker://" + host + "/other/app:v1").orFail();
      Files.delete(auth);
      skopeo("inspect", "--tls-verify=false", "docker://" + host + "/public/app:v1").orFail();
      skopeo("inspect", "--tls-verify=false", "docker://" + host + "/team/app:v1").assertRefused();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "token"})
  void podmanAndDray(String challenge) throws Exception {
    try (RunningRegistry registry = registry(challenge)) {
      String host = registry.authority();
      String app = host + "/team/app:v1";
      dray("copy", "--dest-tls-verify=false", layout, "docker://" + app).assertRefused();
      dray("login", "--tls-verify=false", "-u", "alice", "-p", PASSWORD, host).orFail();
      dray("copy", "--dest-tls-verify=false", layout, "docker://" + app).orFail();
      dray("inspect", "--tls-verify=false", "docker://" + app).orFail();
      Path home = Files.createDirectory(folder.resolve("podman"));
      PodmanHome podman = PodmanHome.with(home, registry.uri());
      new Result(podman.podman("pull", app).run()).assertRefused();
      podman
          .podman("login", "--tls-verify=false", "--password-stdin", "-u", "bob", host)
          .input(PASSWORD)
          .run()
          .orFail();
      podman.podman("pull", app).run().orFail();
      new Result(podman.podman("push", app, host + "/team/pushed:v1").run()).assertRefused();
    }
  }

  private record Result(CommandResult command) {
    void orFail() {
      command.orFail();
    }

    void assertRefused() {
      assertThat(command.exitCode()).as(command.errors()).isNotZero();
      assertThat(command.errors().toLowerCase(Locale.ROOT))
          .containsAnyOf(
              "unauthorized", "denied", "authentication required", "invalid username", "log in")
          .doesNotContain(PASSWORD);
    }
  }

  private Result login(String host, String user, String password) throws Exception {
    return new Result(
        SkopeoCommand.of("login", "--tls-verify=false", "-u", user, "--password-stdin", host)
            .with("REGISTRY_AUTH_FILE", auth.toString())
            .input(password)
            .run());
  }

  private Result skopeo(String... words) throws Exception {
    return new Result(SkopeoCommand.of(words).with("REGISTRY_AUTH_FILE", auth.toString()).run());
  }

  private Result dray(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    return new Result(
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                command.toArray(String[]::new))
            .with("HOME", folder.toString())
            .with("XDG_RUNTIME_DIR", folder.toString())
            .with("REGISTRY_AUTH_FILE", folder.resolve("dray-auth.json").toString())
            .run());
  }
}
