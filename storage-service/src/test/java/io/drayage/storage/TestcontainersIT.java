package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.DockerEngine;
import io.drayage.testing.NetworkBridge;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Testcontainers starts PostgreSQL from an image that it pulls through the registry. */
@RequiresProgram({"dockerd", "docker", "ip", "ldd", "tar"})
class TestcontainersIT {
  @TempDir Path data;
  @TempDir Path folder;
  @TempDir Path work;

  @Test
  void startsPostgresFromAnImageOfThisRegistry() throws Exception {
    try (RunningRegistry registry = RunningRegistry.start(data);
        NetworkBridge bridge = NetworkBridge.create();
        DockerEngine engine = DockerEngine.start(folder, "--bridge=" + bridge.name())) {
      String image = registry.authority() + "/library/postgres:test";
      push(engine, image);
      engine.docker("rmi", "--force", image).run().orFail();

      CommandResult result = testcontainers(engine, registry.authority() + "/library/");

      abortIfNoContainerMayRun(result);
      assertThat(result.exitCode()).as(result + engine.log()).isZero();
      assertThat(result.output()).contains("PostgreSQL 1").contains("in a container: true");
      assertThat(engine.docker("images", "--digests").run().output())
          .as("what it pulled")
          .contains(registry.authority() + "/library/postgres");
    }
  }

  private void push(DockerEngine engine, String image) throws Exception {
    PostgresImage postgres = PostgresImage.create(work);
    List<String> words = new ArrayList<>(List.of("import"));
    postgres.changes().forEach(change -> words.addAll(List.of("--change", change)));
    words.addAll(List.of(postgres.archive().toString(), image));
    engine.docker(words.toArray(String[]::new)).run().orFail();
    engine.docker("push", image).within(Duration.ofMinutes(4)).run().orFail();
  }

  private CommandResult testcontainers(DockerEngine engine, String prefix) throws Exception {
    return Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            PostgresContainer.class.getName())
        .with("DOCKER_HOST", engine.host())
        .with("DOCKER_CONFIG", Files.createDirectories(work.resolve("docker")).toString())
        .with("HOME", work.toString())
        .with("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX", prefix)
        .with("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1")
        .with("TESTCONTAINERS_RYUK_DISABLED", "true")
        .within(Duration.ofMinutes(4))
        .run();
  }

  private static void abortIfNoContainerMayRun(CommandResult result) {
    String text = result.toString();
    if (text.matches("(?s).*OCI runtime create failed.*(not permitted|denied|cgroup).*")) {
      Assumptions.abort("the engine may not run containers here: " + text);
    }
  }
}
