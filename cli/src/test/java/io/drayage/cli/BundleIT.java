package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.Content;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.RecordedRequest;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bundles between two registries of the distribution, by the program itself. */
@RequiresProgram({"docker-registry", "skopeo", "openssl", "tar"})
@Timeout(300)
final class BundleIT {
  private static final int LAYER = 6_000_000;

  @TempDir Path folder;
  private DockerRegistryProcess here;
  private DockerRegistryProcess there;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    here = DockerRegistryProcess.start(Files.createDirectory(folder.resolve("here")));
    there = DockerRegistryProcess.start(Files.createDirectory(folder.resolve("there")));
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  private static ImageFixture image(long seed, long... layers) {
    return SeededImages.image(
        seed,
        ImageFormat.DOCKER,
        Platform.of("linux", "amd64"),
        LongStream.of(layers)
            .mapToObj(layer -> SeededLayer.of(layer, LAYER, Packing.STORED_GZIP))
            .toList());
  }

  private String store(ImageFixture image, String repository, String tag)
      throws IOException, InterruptedException {
    try (RegistryUpload upload = new RegistryUpload(here.uri())) {
      upload.push(image, repository, tag);
    }
    return here.authority() + "/" + repository + ":" + tag;
  }

  private CommandResult dray(String... words) throws IOException, InterruptedException {
    return DrayProcess.of(folder, words).run();
  }

  private String archive(String name) {
    return folder.resolve(name).toString();
  }

  private Digest digestThere(String repository, String tag)
      throws IOException, InterruptedException {
    CommandResult result =
        SkopeoCommand.of(
                "inspect",
                "--tls-verify=false",
                "--format",
                "{{.Digest}}",
                "docker://%s/%s:%s".formatted(there.authority(), repository, tag))
            .run()
            .orFail();
    return Digest.parse(result.output().strip());
  }

  private static int status(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri)
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** Digests of the blobs that a PUT completed. */
  private Set<String> blobsPut() throws IOException {
    return there.requests().stream()
        .filter(r -> r.method().equals("PUT") && r.path().contains("/blobs/uploads/"))
        .filter(r -> r.status() == 201)
        .map(RecordedRequest::query)
        .map(query -> query.replaceAll(".*digest=sha256(%3A|:)([0-9a-f]+).*", "$2"))
        .collect(Collectors.toSet());
  }

  private Process startKillable(String... words) throws IOException {
    List<String> command = new ArrayList<>(DrayProcess.commandLine());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.log").toFile())
        .start();
  }

  /** Kills by signal 9 once some blobs, but not all images, have arrived. */
  private void applyAndKill(String part) throws IOException, InterruptedException {
    Process dray =
        startKillable(
            "bundle",
            "apply",
            "--dest-tls-verify=false",
            part,
            "docker://" + there.authority() + "/mirror");
    try {
      for (int i = 0; i < 3000 && blobsPut().size() < 2 && dray.isAlive(); i++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } finally {
      dray.destroyForcibly().waitFor();
    }
  }

  @Test
  void aBundleInThreePartsIsAppliedKilledAndContinued() throws Exception {
    ImageFixture one = image(1, 10, 11, 12, 13);
    ImageFixture two = image(2, 10, 14, 15, 16);
    String first = store(one, "team/one", "1");
    String second = store(two, "team/two", "1");
    dray(
            "bundle",
            "create",
            "--src-tls-verify=false",
            "--max-size",
            "16MiB",
            archive("images.tar"),
            first,
            second)
        .orFail();
    String part = archive("images.part-1-of-3.tar");
    for (int number = 1; number <= 3; number++) {
      assertThat(folder.resolve("images.part-%d-of-3.tar".formatted(number)))
          .isRegularFile()
          .satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(16 << 20));
    }
    assertThat(dray("bundle", "verify", part).orFail().output()).contains("is complete: 2 images");

    applyAndKill(part);
    Set<String> arrived = blobsPut();
    assertThat(arrived).hasSizeGreaterThanOrEqualTo(2).hasSizeLessThan(9);
    there.clearLog();

    CommandResult result =
        dray(
                "bundle",
                "apply",
                "--dest-tls-verify=false",
                part,
                "docker://" + there.authority() + "/mirror")
            .orFail();

    assertThat(blobsPut()).isNotEmpty().doesNotContainAnyElementsOf(arrived);
    assertThat(result.output()).contains("Synced 2 images");
    assertThat(digestThere("mirror/team/one", "1")).isEqualTo(one.digest());
    assertThat(digestThere("mirror/team/two", "1")).isEqualTo(two.digest());
  }

  @Test
  void aSecondBundleCarriesOnlyTheDifference() throws Exception {
    ImageFixture old = image(1, 10, 11);
    ImageFixture newer = image(2, 10, 12);
    String name = store(old, "team/app", "1");
    dray("bundle", "create", "--src-tls-verify=false", archive("base.tar"), name).orFail();
    String next = store(newer, "team/app", "2");

    dray(
            "bundle",
            "create",
            "--src-tls-verify=false",
            "--have",
            archive("base.tar"),
            archive("difference.tar"),
            name,
            next)
        .orFail();

    Content layer = SeededLayer.of(12, LAYER, Packing.STORED_GZIP).blob();
    assertThat(Files.size(folder.resolve("base.tar"))).isGreaterThan(2L * LAYER);
    assertThat(Files.size(folder.resolve("difference.tar")))
        .isBetween(layer.length(), layer.length() + 16_000);
    String destination = "docker://" + there.authority();
    CommandResult tooEarly =
        dray("bundle", "apply", "--dest-tls-verify=false", archive("difference.tar"), destination);
    assertThat(tooEarly.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(tooEarly.errors()).contains("apply that one first");
    assertThat(status(there.uri().resolve("/v2/team/app/manifests/2"))).isEqualTo(404);

    dray("bundle", "apply", "--dest-tls-verify=false", archive("base.tar"), destination).orFail();
    dray("bundle", "apply", "--dest-tls-verify=false", archive("difference.tar"), destination)
        .orFail();

    assertThat(digestThere("team/app", "1")).isEqualTo(old.digest());
    assertThat(digestThere("team/app", "2")).isEqualTo(newer.digest());
  }

  @Test
  void aSignedBundleIsAppliedWithItsKeyOnlyAndOpensslVerifiesIt() throws Exception {
    ImageFixture image = image(1, 10);
    String name = store(image, "team/app", "1");
    Files.writeString(folder.resolve("pass"), "s3cret");
    dray(
            "generate-sigstore-key",
            "--output-prefix",
            archive("ours"),
            "--passphrase-file",
            archive("pass"))
        .orFail();
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out theirs.key");
    openssl("pkey -in theirs.key -pubout -out theirs.pub");
    dray(
            "bundle",
            "create",
            "--src-tls-verify=false",
            "--sign-by-sigstore-private-key",
            archive("ours.private"),
            "--sign-passphrase-file",
            archive("pass"),
            archive("images.tar"),
            name)
        .orFail();
    there.clearLog();

    CommandResult refused = apply("theirs.pub");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(refused.errors()).contains("is not signed by " + archive("theirs.pub"));
    assertThat(there.requests()).isEmpty();

    apply("ours.pub").orFail();
    assertThat(digestThere("team/app", "1")).isEqualTo(image.digest());
    Command.of("tar", "-xf", "images.tar", "bundle").in(folder).run().orFail();
    Files.write(
        folder.resolve("signature"),
        Base64.getMimeDecoder()
            .decode(Files.readAllBytes(folder.resolve("bundle/contents.json.sig"))));
    openssl("dgst -sha256 -verify ours.pub -signature signature bundle/contents.json");
  }

  private CommandResult apply(String publicKey) throws IOException, InterruptedException {
    return dray(
        "bundle",
        "apply",
        "--dest-tls-verify=false",
        "--public-key",
        archive(publicKey),
        archive("images.tar"),
        "docker://" + there.authority());
  }

  private void openssl(String words) throws IOException, InterruptedException {
    Command.of("openssl", words.split(" ", -1)).in(folder).run().orFail();
  }

  @Test
  void skopeoReadsABundleOfOnePart() throws Exception {
    ImageFixture docker = image(1, 10);
    ImageFixture oci =
        SeededImages.multiArch(3, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    String first = store(docker, "team/docker", "1");
    String second = store(oci, "team/oci", "1");
    dray("bundle", "create", "--src-tls-verify=false", archive("images.tar"), first, second)
        .orFail();

    SkopeoCommand.copy(
            "oci-archive:%s:%s".formatted(archive("images.tar"), second),
            "docker://" + there.authority() + "/by-skopeo:1",
            "--all")
        .run()
        .orFail();

    assertThat(digestThere("by-skopeo", "1")).isEqualTo(oci.digest());
  }
}
