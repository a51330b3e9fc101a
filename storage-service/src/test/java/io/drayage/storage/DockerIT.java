package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.CommandResult;
import io.drayage.testing.DockerEngine;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Docker engine that uses the registry under its address, and as its mirror of Docker Hub. */
@RequiresProgram({"dockerd", "docker"})
class DockerIT {
  @TempDir static Path data;
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static Wire wire;
  private static DockerEngine engine;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
    engine = DockerEngine.start(folder, "--bridge=none", "--registry-mirror=" + registry.uri());
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
    wire.close();
    registry.close();
  }

  private static CommandResult docker(String... words) throws Exception {
    return engine.docker(words).within(Duration.ofMinutes(4)).run().orFail();
  }

  private static String here(String name) {
    return registry.authority() + "/" + name;
  }

  @Test
  void pullsFromAnIndexAndPushesTheSameLayers() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "docker/app", ImageFormat.DOCKER);

    docker("pull", here("docker/app:v1"));
    assertThat(docker("image", "inspect", "--format={{.Id}}", here("docker/app:v1")).output())
        .contains(images.config());
    assertThat(
            docker("image", "inspect", "--format={{.RepoDigests}}", here("docker/app:v1")).output())
        .contains(images.index().digest().toString());
    docker("tag", here("docker/app:v1"), here("docker/pushed:v1"));
    docker("push", here("docker/pushed:v1"));

    StoredImage pushed = StoredImage.read(wire, "docker/pushed", "v1");
    assertThat(pushed.config()).isEqualTo(images.config());
    assertThat(pushed.contents())
        .containsAll(images.large().ownBlobs().keySet().stream().map(Object::toString).toList());

    String byDigest = here("docker/pushed@" + pushed.digest());
    docker("rmi", "--force", images.config());
    docker("pull", byDigest);
    assertThat(docker("image", "inspect", "--format={{.Id}}", byDigest).output())
        .contains(images.config());
  }

  @Test
  void pushesAnIndexAndSeesThatATagIsDeleted() throws Exception {
    ClientImages.pushed(registry, "docker/list", ImageFormat.DOCKER);
    String list = here("docker/list:all");
    docker("pull", here("docker/list:v1"));
    docker("tag", here("docker/list:v1"), here("docker/list:one"));
    docker("push", here("docker/list:one"));
    docker("manifest", "create", "--insecure", list, here("docker/list:one"));
    docker("manifest", "annotate", list, here("docker/list:one"), "--arch=riscv64", "--os=linux");
    docker("manifest", "push", "--insecure", list);

    StoredImage pushed = StoredImage.read(wire, "docker/list", "all");
    assertThat(pushed.contents())
        .contains(StoredImage.read(wire, "docker/list", "one").digest().toString());

    assertThat(wire.send("DELETE", "/v2/docker/list/manifests/one").status()).isEqualTo(202);
    assertThat(engine.docker("pull", here("docker/list:one")).run().errors())
        .contains("manifest for " + here("docker/list:one") + " not found");
  }

  @Test
  void pullsFromItAsTheMirrorOfDockerHub() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "library/mirrored", ImageFormat.OCI);

    docker("pull", "mirrored:v1");

    assertThat(docker("image", "inspect", "--format={{.Id}}", "mirrored:v1").output())
        .contains(images.config());
  }
}
