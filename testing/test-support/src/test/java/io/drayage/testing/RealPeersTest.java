package io.drayage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fakes against the real thing: what skopeo and distribution make of them. */
@RequiresProgram({"skopeo", "docker-registry"})
class RealPeersTest {
  private static final ImageFixture INDEX =
      SeededImages.multiArch(1, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

  @TempDir Path folder;

  @Test
  void skopeoCopiesBetweenTwoMemoryRegistries() throws Exception {
    try (var source = MemoryRegistry.start();
        var destination = MemoryRegistry.start()) {
      INDEX.storeIn(source, "library/app", "v1");

      SkopeoCommand.copy(
              "docker://%s/library/app:v1".formatted(source.authority()),
              "docker://%s/mirror/app:v1".formatted(destination.authority()),
              "--all")
          .run()
          .orFail();

      assertThat(destination.manifest("mirror/app", "v1")).hasValue(INDEX.manifest());
      assertThat(destination.blobs("mirror/app")).isEqualTo(INDEX.blobs().keySet());
      assertThat(destination.openUploads()).isEmpty();
      assertThat(source.log().count("GET", "/blobs/")).isEqualTo(6);
      assertThat(source.log().bytesServed()).isEqualTo(INDEX.blobBytes());
      assertThat(destination.log().bytesReceived())
          .isGreaterThan(INDEX.blobBytes())
          .isLessThan(INDEX.blobBytes() + 10_000);
    }
  }

  @Test
  void skopeoSpeaksToARegistryWithTokensRedirectsAndAbsoluteLocations() throws Exception {
    try (var origin = BlobOrigin.start();
        var registry =
            MemoryRegistry.start(
                RegistrySettings.ideal()
                    .with(RegistrySwitch.ABSOLUTE_LOCATION, RegistrySwitch.NO_REFERRERS)
                    .withAuthentication(Authentication.bearer("ann", "secret"))
                    .withBlobOrigin(origin))) {
      Path layout = folder.resolve("layout");
      OciLayoutFixture.write(layout, "v1", SeededImages.image(4));
      String name = "docker://%s/team/app:v1".formatted(registry.authority());

      SkopeoCommand.copy("oci:%s:v1".formatted(layout), name, "--dest-creds", "ann:secret")
          .run()
          .orFail();
      SkopeoCommand.copy(name, "dir:" + folder.resolve("dir"), "--src-creds", "ann:secret")
          .run()
          .orFail();
      CommandResult refused =
          SkopeoCommand.copy(name, "dir:" + folder.resolve("no"), "--src-creds", "ann:wrong").run();

      assertThat(folder.resolve("dir/manifest.json"))
          .hasBinaryContent(SeededImages.image(4).manifest().bytes());
      assertThat(origin.log().count("GET", "/store/")).isEqualTo(3);
      assertThat(registry.tokens().count()).isPositive();
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.errors()).contains("incorrect username or password");
    }
  }

  @Test
  void skopeoSyncsFromAMemoryRegistryToDistribution() throws Exception {
    try (var source = MemoryRegistry.start(RegistrySettings.ideal().withPageSize(2));
        var destination = DockerRegistryProcess.start(folder.resolve("registry"))) {
      for (int i = 1; i <= 3; i++) {
        SeededImages.image(i).storeIn(source, "team/app", "v" + i);
      }

      SkopeoCommand.of(
              "sync",
              "--src=docker",
              "--dest=docker",
              "--src-tls-verify=false",
              "--dest-tls-verify=false",
              source.authority() + "/team/app",
              destination.authority() + "/mirror")
          .run()
          .orFail();

      assertThat(source.log().count("GET", "/tags/list")).isEqualTo(2);
      assertThat(destination.requests().stream().filter(r -> r.method().equals("PUT")))
          .filteredOn(r -> r.path().contains("/manifests/"))
          .hasSize(3)
          .allSatisfy(r -> assertThat(r.status()).isEqualTo(201));
    }
  }

  @Test
  void distributionTakesEveryKindOfImage() throws Exception {
    try (var registry = DockerRegistryProcess.start(folder);
        var upload = new RegistryUpload(registry.uri())) {
      upload.push(INDEX, "all", "oci");
      upload.push(
          SeededImages.multiArch(2, ImageFormat.DOCKER, Platform.of("linux", "amd64")),
          "all",
          "docker");
      upload.push(
          SeededImages.artifact(INDEX.manifest().descriptor(), "application/sbom", Content.of("x")),
          "all",
          "artifact");
      upload.push(Schema1Images.signed(3, "all", "schema1"), "all", "schema1");

      CommandResult tags =
          SkopeoCommand.of(
                  "list-tags",
                  "--tls-verify=false",
                  "docker://%s/all".formatted(registry.authority()))
              .run()
              .orFail();
      CommandResult schema1 =
          SkopeoCommand.copy(
                  "docker://%s/all:schema1".formatted(registry.authority()),
                  "oci:%s:v1".formatted(folder.resolve("converted")))
              .run()
              .orFail();

      assertThat(tags.output()).contains("oci", "docker", "artifact", "schema1");
      assertThat(schema1.exitCode()).isZero();
      assertThat(folder.resolve("converted/index.json")).exists();
    }
  }

  @Test
  void distributionKeepsItsBlobsOverARestartAndCountsRequests() throws Exception {
    ImageFixture image = SeededImages.image(9);
    try (var registry = DockerRegistryProcess.start(folder);
        var upload = new RegistryUpload(registry.uri())) {
      upload.push(image, "a", "v1");
      registry.restart();
      registry.clearLog();

      SkopeoCommand.of(
              "inspect",
              "--raw",
              "--tls-verify=false",
              "docker://%s/a:v1".formatted(registry.authority()))
          .run()
          .orFail();

      assertThat(registry.requests()).hasSize(2);
      assertThat(registry.requests().getLast().toString())
          .isEqualTo("GET /v2/a/manifests/v1 -> 200");
      assertThat(Files.exists(registry.data())).isTrue();
    }
  }
}
