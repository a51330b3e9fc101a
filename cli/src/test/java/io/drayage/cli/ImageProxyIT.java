package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.ImageManifest;
import io.drayage.image.Platform;
import io.drayage.testing.Command;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Programs;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client in another language talks to skopeo and to us by passed file descriptors. */
@RequiresProgram({"skopeo", "docker-registry", "python3"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImageProxyIT {
  private static final ImageFixture APP = SeededImages.image(1);

  @TempDir private static Path folder;
  private DockerRegistryProcess registry;
  private Path client;

  @BeforeAll
  void fill() throws IOException, InterruptedException {
    registry = DockerRegistryProcess.start(folder.resolve("registry"));
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(APP, "app", "1.0");
      upload.push(
          SeededImages.multiArch(
              2, ImageFormat.DOCKER, Platform.of("linux", "amd64"), Platform.of("linux", "arm64")),
          "list",
          "1.0");
    }
    client = folder.resolve("client.py");
    try (var in = getClass().getResourceAsStream("proxy_client.py")) {
      Files.copy(Objects.requireNonNull(in), client);
    }
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app:1.0", "list:1.0"})
  void answersAsSkopeoDoes(String image) throws IOException, InterruptedException {
    List<String> skopeo = talk(image, List.of(Programs.require("skopeo").toString()));
    List<String> dray = talk(image, DrayProcess.commandLine());

    assertThat(dray.stream().filter(line -> !line.contains("\"newer: ")).toList())
        .isEqualTo(skopeo.stream().filter(line -> !line.contains("\"newer: ")).toList())
        .hasSizeGreaterThan(15);
  }

  @Test
  void knowsTheMethodsOfNewerVersions() throws IOException, InterruptedException {
    List<String> dray = talk("app:1.0", DrayProcess.commandLine());

    String first = ((ImageManifest) APP.manifest().parse()).layers().getFirst().digest().hex();
    assertThat(dray.stream().filter(line -> line.contains("\"newer: GetRawBlob")))
        .singleElement()
        .asString()
        .contains("\"problem\": \"\"", "\"sha256\": \"" + first);
    assertThat(dray.stream().filter(line -> line.contains("\"newer: OpenImageOptional")))
        .singleElement()
        .asString()
        .contains("\"value\": 0");
    assertThat(dray.stream().filter(line -> line.contains("\"newer: GetLayerInfo")))
        .hasSize(2)
        .allMatch(line -> line.contains(first));
  }

  private List<String> talk(String image, List<String> program)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(client.toString());
    words.add("docker://" + registry.authority() + "/" + image);
    words.add("docker://" + registry.authority() + "/nothing:1.0");
    words.add("--");
    words.addAll(program);
    words.addAll(List.of("--insecure-policy", "experimental-image-proxy", "--tls-verify=false"));
    return Command.of(Programs.require("python3").toString(), words.toArray(String[]::new))
        .with("HOME", folder.toString())
        .with("REGISTRY_AUTH_FILE", folder.resolve("no-auth.json").toString())
        .run()
        .orFail()
        .output()
        .lines()
        .toList();
  }
}
