package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.testing.SkopeoCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients and another registry. */
@RequiresProgram({"skopeo", "docker-registry"})
class PeersIT {
  private static final Platform[] PLATFORMS = {
    Platform.of("linux", "amd64"), Platform.of("linux", "arm64")
  };

  @TempDir static Path data;
  @TempDir Path folder;
  private static RunningRegistry registry;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static String here(String name) {
    return "docker://" + registry.authority() + "/" + name;
  }

  @Test
  void skopeoPushesCopiesAndPulls() throws Exception {
    ImageFixture index = SeededImages.multiArch(1, PLATFORMS);
    OciLayoutFixture.write(folder.resolve("layout"), "v1", index);

    SkopeoCommand.copy("oci:" + folder.resolve("layout") + ":v1", here("peers/app:v1"), "--all")
        .run()
        .orFail();
    SkopeoCommand.copy(here("peers/app:v1"), here("peers/copy:v2"), "--all").run().orFail();
    SkopeoCommand.copy(here("peers/copy:v2"), "dir:" + folder.resolve("pulled"), "--all")
        .run()
        .orFail();

    assertThat(Files.readAllBytes(folder.resolve("pulled").resolve("manifest.json")))
        .isEqualTo(index.manifest().bytes());
    assertThat(
            SkopeoCommand.of("list-tags", "--tls-verify=false", here("peers/copy"))
                .run()
                .orFail()
                .output())
        .contains("\"v2\"");
    SkopeoCommand.of("delete", "--tls-verify=false", here("peers/copy:v2")).run().orFail();
    assertThat(wire.send("HEAD", "/v2/peers/copy/manifests/v2").status()).isEqualTo(404);
  }

  @Test
  void skopeoSyncsARepositoryAndInspects() throws Exception {
    ImageFixture index = SeededImages.multiArch(3, PLATFORMS);
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(index, "peers/sync", "v1", "v2");
    }

    skopeo("sync", "--all", "--src=docker", "--dest=dir", here("peers/sync"), folder.toString());
    skopeo("sync", "--all", "--src=dir", "--dest=docker", "" + folder, here("peers/synced"));

    for (String tag : new String[] {"v1", "v2"}) {
      assertThat(StoredImage.read(wire, "peers/synced/sync", tag).digest())
          .isEqualTo(index.digest());
    }
    assertThat(skopeo("inspect", "--raw", here("peers/synced/sync:v1")))
        .isEqualTo(new String(index.manifest().bytes(), StandardCharsets.UTF_8));
    assertThat(skopeo("inspect", "--override-arch=arm64", here("peers/synced/sync:v1")))
        .contains("\"Architecture\": \"arm64\"");
  }

  private static String skopeo(String command, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    if (command.equals("sync")) {
      all.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
      all.addAll(Arrays.stream(words).map(word -> word.replace("docker://", "")).toList());
    } else {
      all.add("--tls-verify=false");
      all.addAll(List.of(words));
    }
    return SkopeoCommand.of(all.toArray(String[]::new)).run().orFail().output();
  }

  @Test
  void skopeoPushesLayersOfZstd() throws Exception {
    ImageFixture image =
        SeededImages.image(
            4, ImageFormat.OCI, PLATFORMS[0], List.of(SeededLayer.of(4, 50_000, Packing.TAR)));
    OciLayoutFixture.write(folder.resolve("tar"), "v1", image);

    SkopeoCommand.copy(
            "oci:" + folder.resolve("tar") + ":v1",
            here("peers/zstd:v1"),
            "--dest-compress-format=zstd")
        .run()
        .orFail();

    assertThat(wire.send("GET", "/v2/peers/zstd/manifests/v1").text()).contains("tar+zstd");
    assertThat(StoredImage.read(wire, "peers/zstd", "v1").contents()).hasSize(3);
  }

  @Test
  void exchangesImagesWithDistributionsRegistry() throws Exception {
    ImageFixture image = SeededImages.image(2, ImageFormat.DOCKER);
    try (DockerRegistryProcess other = DockerRegistryProcess.start(folder.resolve("other"));
        RegistryUpload upload = new RegistryUpload(other.uri())) {
      upload.push(image, "peers/app", "v1");
      String there = "docker://" + other.authority() + "/peers/";

      SkopeoCommand.copy(there + "app:v1", here("peers/docker:v1")).run().orFail();
      SkopeoCommand.copy(here("peers/docker:v1"), there + "back:v1").run().orFail();

      assertThat(wire.send("GET", "/v2/peers/docker/manifests/v1").bytes())
          .isEqualTo(image.manifest().bytes());
      try (Wire back = Wire.to(other.uri())) {
        assertThat(
                back.send(
                        "GET",
                        "/v2/peers/back/manifests/v1",
                        "Accept",
                        image.manifest().mediaType().value())
                    .bytes())
            .isEqualTo(image.manifest().bytes());
      }
    }
  }
}
