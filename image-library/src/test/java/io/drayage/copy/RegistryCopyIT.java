package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Credential;
import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import io.drayage.testing.SkopeoCommand;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.DockerArchiveTransport;
import io.drayage.transport.local.OciArchiveTransport;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Copies with the distribution's own registry on both sides, and compares with skopeo. */
@RequiresProgram({"docker-registry", "skopeo"})
@Timeout(300)
class RegistryCopyIT {
  private static final CopyOptions ONE = CopyOptions.forPlatform(Platform.of("linux", "amd64"));
  private static final CopyOptions ALL = ONE.with(new ImageSelection.All());
  private static final Transports TRANSPORTS =
      new Transports(
          List.of(
              DockerTransport.INSTANCE,
              DirTransport.INSTANCE,
              OciTransport.INSTANCE,
              OciArchiveTransport.INSTANCE,
              DockerArchiveTransport.INSTANCE));

  @TempDir Path folder;

  private DockerRegistryProcess source;
  private DockerRegistryProcess destination;
  private RegistryAccess access;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    source = DockerRegistryProcess.start(Files.createDirectory(folder.resolve("source")));
    destination = DockerRegistryProcess.start(Files.createDirectory(folder.resolve("destination")));
    access =
        RegistryAccess.open(
            RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
            RegistryClientOptions.standard());
  }

  @AfterEach
  void stop() {
    access.close();
    source.close();
    destination.close();
  }

  private CopyResult copy(String from, String to, CopyOptions options) throws IOException {
    TransportContext context =
        new TransportContext(access, folder.resolve("temporary"), Optional.empty());
    ImageLocation fromLocation = TRANSPORTS.parse(from);
    ImageLocation toLocation = TRANSPORTS.parse(to);
    return Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE)
        .copy(
            new CopyRequest(
                new CopyEnd(fromLocation, context), new CopyEnd(toLocation, context), options));
  }

  private void push(ImageFixture image, String repository, String tag)
      throws IOException, InterruptedException {
    try (RegistryUpload upload = new RegistryUpload(source.uri())) {
      upload.push(image, repository, tag);
    }
  }

  private String atSource(String image) {
    return "docker://" + source.authority() + "/" + image;
  }

  private String atDestination(String image) {
    return "docker://" + destination.authority() + "/" + image;
  }

  /** Blob links, revisions and tags of a repository, as the registry keeps them. */
  private Map<String, String> repository(String name) {
    return files(
        destination.data().resolve("docker/registry/v2/repositories").resolve(name),
        path -> !path.toString().contains("_uploads"));
  }

  private static Map<String, String> files(Path root, Predicate<Path> condition) {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(Files::isRegularFile)
          .filter(condition)
          .forEach(path -> found.put(root.relativize(path).toString(), digest(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String digest(Path file) {
    try {
      return Digest.of(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void aRegistryHoldsTheSameAsAfterSkopeo(ImageFormat format) throws Exception {
    push(SeededImages.image(1, format), "app", "1");

    copy(atSource("app:1"), atDestination("ours:1"), ONE);
    SkopeoCommand.copy(atSource("app:1"), atDestination("theirs:1")).run().orFail();

    assertThat(repository("ours")).isEqualTo(repository("theirs")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void aWholeIndexIsTheSameAsAfterSkopeo(ImageFormat format) throws Exception {
    push(
        SeededImages.multiArch(
            1, format, Platform.parse("linux/amd64"), Platform.parse("linux/arm64")),
        "app",
        "1");

    copy(atSource("app:1"), atDestination("ours:1"), ALL);
    SkopeoCommand.copy(atSource("app:1"), atDestination("theirs:1"), "--all").run().orFail();

    assertThat(repository("ours")).isEqualTo(repository("theirs")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void theOtherFormatIsTheSameAsAfterSkopeo(ImageFormat format) throws Exception {
    push(SeededImages.image(1, format), "app", "1");
    ManifestFormat other =
        switch (format) {
          case OCI -> ManifestFormat.V2S2;
          case DOCKER -> ManifestFormat.OCI;
        };

    copy(atSource("app:1"), atDestination("ours:1"), ONE.with(other));
    SkopeoCommand.copy(atSource("app:1"), atDestination("theirs:1"), "--format", other.toString())
        .run()
        .orFail();

    assertThat(repository("ours")).isEqualTo(repository("theirs")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void aFolderIsTheSameAsAfterSkopeo(ImageFormat format) throws Exception {
    push(SeededImages.image(1, format), "app", "1");

    copy(atSource("app:1"), "dir:" + folder.resolve("ours"), ONE);
    SkopeoCommand.copy(atSource("app:1"), "dir:" + folder.resolve("theirs")).run().orFail();

    assertThat(files(folder.resolve("ours"), _ -> true))
        .isEqualTo(files(folder.resolve("theirs"), _ -> true))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void aLayoutHoldsTheSameBlobsAsAfterSkopeo(ImageFormat format) throws Exception {
    push(SeededImages.image(1, format), "app", "1");

    copy(atSource("app:1"), "oci:" + folder.resolve("ours") + ":1", ONE);
    SkopeoCommand.copy(atSource("app:1"), "oci:" + folder.resolve("theirs") + ":1").run().orFail();

    assertThat(files(folder.resolve("ours/blobs"), _ -> true))
        .isEqualTo(files(folder.resolve("theirs/blobs"), _ -> true))
        .isNotEmpty();
  }

  @Test
  void anArchiveOfOursIsReadBySkopeo() throws Exception {
    push(SeededImages.image(1, ImageFormat.DOCKER), "app", "1");

    copy(
        atSource("app:1"),
        "docker-archive:" + folder.resolve("ours.tar") + ":example.test/app:1",
        ONE);
    SkopeoCommand.copy("docker-archive:" + folder.resolve("ours.tar"), "dir:" + folder.resolve("a"))
        .run()
        .orFail();
    SkopeoCommand.copy(
            atSource("app:1"),
            "docker-archive:" + folder.resolve("theirs.tar") + ":example.test/app:1")
        .run()
        .orFail();
    SkopeoCommand.copy(
            "docker-archive:" + folder.resolve("theirs.tar"), "dir:" + folder.resolve("b"))
        .run()
        .orFail();

    assertThat(files(folder.resolve("a"), _ -> true))
        .isEqualTo(files(folder.resolve("b"), _ -> true))
        .isNotEmpty();
  }

  @Test
  void anArchiveOfSkopeosGoesToARegistry() throws Exception {
    push(SeededImages.image(1, ImageFormat.DOCKER), "app", "1");
    SkopeoCommand.copy(
            atSource("app:1"),
            "docker-archive:" + folder.resolve("theirs.tar") + ":example.test/app:1")
        .run()
        .orFail();

    copy("docker-archive:" + folder.resolve("theirs.tar"), atDestination("ours:1"), ONE);
    SkopeoCommand.copy(atDestination("ours:1"), "dir:" + folder.resolve("a")).run().orFail();

    assertThat(folder.resolve("a/manifest.json")).content().contains("tar.gzip");
  }

  @Test
  void sixLayersAndAConfigNeed31RequestsAndTheirReferrersTwo() throws Exception {
    push(
        SeededImages.image(
            1,
            ImageFormat.OCI,
            Platform.of("linux", "amd64"),
            LongStream.range(0, 6)
                .mapToObj(i -> SeededLayer.of(i, 100_000, Packing.GZIP))
                .toList()),
        "app",
        "1");
    source.clearLog();
    destination.clearLog();

    copy(atSource("app:1"), atDestination("app:1"), ONE);

    assertThat(source.requests().size() + destination.requests().size()).isEqualTo(31 + 2);
    source.clearLog();
    destination.clearLog();

    copy(atSource("app:1"), atDestination("app:1"), ONE);

    assertThat(source.requests()).hasSize(1);
    assertThat(destination.requests()).hasSize(1);
  }
}
