package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.ImageFormat;
import io.drayage.testing.PodmanHome;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Podman and buildah, which share images, and the registry by {@code registries.conf}. */
class PodmanIT {
  @TempDir static Path data;
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static Wire wire;
  private static PodmanHome home;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
    home = PodmanHome.with(folder, registry.uri());
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static String here(String name) {
    return registry.authority() + "/" + name;
  }

  private static String idOf(String image) throws Exception {
    return home.podman("image", "inspect", "--format=sha256:{{.Id}}", image)
        .run()
        .orFail()
        .output()
        .strip();
  }

  @Test
  @RequiresProgram("podman")
  void podmanPullsFromAnIndexAndPushes() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "podman/app", ImageFormat.OCI);

    home.podman("pull", here("podman/app:v1")).run().orFail();
    assertThat(idOf(here("podman/app:v1"))).isEqualTo(images.config());
    home.podman("push", here("podman/app:v1"), here("podman/pushed:v1")).run().orFail();

    StoredImage pushed = StoredImage.read(wire, "podman/pushed", "v1");
    assertThat(pushed.config()).isEqualTo(images.config());
    home.podman("rmi", "--all", "--force").run().orFail();
    home.podman("pull", here("podman/pushed@" + pushed.digest())).run().orFail();
    assertThat(idOf(here("podman/pushed@" + pushed.digest()))).isEqualTo(images.config());
  }

  @Test
  @RequiresProgram("podman")
  void podmanPullsFromTheMirrorOfDockerHub() throws Exception {
    ClientImages images = ClientImages.pushed(registry, "library/mirrored", ImageFormat.DOCKER);

    home.podman("pull", "docker.io/library/mirrored:v1").run().orFail();

    assertThat(idOf("docker.io/library/mirrored:v1")).isEqualTo(images.config());
  }

  @Test
  @RequiresProgram({"buildah", "podman"})
  void buildahPushesWhatItBuiltWithZstdAndPodmanPullsIt() throws Exception {
    Path file = Files.writeString(folder.resolve("hello"), "hello ".repeat(100_000));
    String container = home.buildah("from", "scratch").run().orFail().output().strip();
    home.buildah("copy", container, file.toString(), "/hello").run().orFail();
    home.buildah("config", "--cmd=/hello", container).run().orFail();
    String built = home.buildah("commit", container).run().orFail().output().strip();

    String destination = "docker://" + here("buildah/app:v1");
    home.buildah("push", "--compression-format=zstd", built, destination).run().orFail();

    StoredImage pushed = StoredImage.read(wire, "buildah/app", "v1");
    assertThat(pushed.config()).isEqualTo("sha256:" + built);
    assertThat(wire.send("GET", "/v2/buildah/app/manifests/v1").text()).contains("tar+zstd");
    home.buildah("rmi", "--all", "--force").run().orFail();
    home.buildah("pull", here("buildah/app:v1")).run().orFail();
    assertThat(idOf(here("buildah/app:v1"))).isEqualTo("sha256:" + built);
    home.podman("rmi", "--all", "--force").run().orFail();
    home.podman("pull", here("buildah/app:v1")).run().orFail();
    assertThat(idOf(here("buildah/app:v1"))).isEqualTo("sha256:" + built);
  }
}
