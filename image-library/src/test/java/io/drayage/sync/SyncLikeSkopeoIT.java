package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same sync file, carried out by skopeo and by us: the same bytes must be there. */
@Timeout(300)
@RequiresProgram({"docker-registry", "skopeo"})
class SyncLikeSkopeoIT {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");

  @TempDir private Path folder;

  @Test
  void registriesAreTheSame() throws Exception {
    try (DockerRegistryProcess source = start("source");
        DockerRegistryProcess theirs = start("theirs");
        DockerRegistryProcess ours = start("ours")) {
      fill(source);
      Path yaml = write(source);
      skopeo(
          "--all",
          "--src",
          "yaml",
          "--dest",
          "docker",
          forSkopeo(source).toString(),
          theirs.authority() + "/m");

      SyncResult result = run(yaml, "docker", ours.authority() + "/m");

      assertThat(result.succeeded()).as(result.images().toString()).isTrue();
      assertThat(result.totals().synced()).isEqualTo(9);
      assertThat(content(ours.data(), SyncLikeSkopeoIT::isContent))
          .isEqualTo(content(theirs.data(), SyncLikeSkopeoIT::isContent))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void foldersAreTheSameAndASecondRunReadsOnlyHeads() throws Exception {
    try (DockerRegistryProcess source = start("source")) {
      fill(source);
      Path yaml = write(source);
      Path theirs = folder.resolve("their folders");
      Path ours = folder.resolve("our folders");
      skopeo(
          "--all",
          "--src",
          "yaml",
          "--dest",
          "dir",
          forSkopeo(source).toString(),
          theirs.toString());

      SyncResult result = run(yaml, "dir", ours.toString());
      Map<String, Digest> copied = content(ours, path -> true);
      source.clearLog();
      SyncResult again = run(yaml, "dir", ours.toString());

      assertThat(result.succeeded()).as(result.images().toString()).isTrue();
      assertThat(copied).isEqualTo(content(theirs, path -> true));
      assertThat(again.totals().unchanged()).isEqualTo(9);
      assertThat(source.requests().stream().filter(r -> r.method().equals("HEAD"))).hasSize(9);
      assertThat(source.requests().stream().filter(r -> r.path().contains("/tags/list")))
          .hasSize(3);
      assertThat(source.requests()).hasSize(12);
    }
  }

  @Test
  void skopeosFoldersGoToARegistry() throws Exception {
    try (DockerRegistryProcess source = start("source");
        DockerRegistryProcess theirs = start("theirs");
        DockerRegistryProcess ours = start("ours")) {
      fill(source);
      Path folders = folder.resolve("folders");
      skopeo(
          "--all",
          "--src",
          "yaml",
          "--dest",
          "dir",
          forSkopeo(source).toString(),
          folders.toString());
      skopeo(
          "--all",
          "--src",
          "dir",
          "--dest",
          "docker",
          folders.toString(),
          theirs.authority() + "/m");

      SyncResult result =
          SyncWorld.run(
              folder,
              SyncWorld.request(
                  new SyncSource.Folder(folders),
                  SyncDestination.parse("docker", ours.authority() + "/m")));

      assertThat(result.succeeded()).as(result.images().toString()).isTrue();
      assertThat(content(ours.data(), SyncLikeSkopeoIT::isContent))
          .isEqualTo(content(theirs.data(), SyncLikeSkopeoIT::isContent));
    }
  }

  private DockerRegistryProcess start(String name) throws IOException, InterruptedException {
    return DockerRegistryProcess.start(Files.createDirectories(folder.resolve(name)));
  }

  private static void fill(DockerRegistryProcess registry)
      throws IOException, InterruptedException {
    try (var upload = new RegistryUpload(registry.uri())) {
      upload.push(SeededImages.image(1), "lib/all", "1", "latest");
      upload.push(SeededImages.image(2, ImageFormat.DOCKER), "lib/all", "docker");
      upload.push(SeededImages.image(3), "lib/some", "wanted");
      upload.push(SeededImages.image(4), "lib/some", "other");
      upload.push(SeededImages.image(5), "lib/regex", "1.13.1-perl", "1.13.2-perl");
      upload.push(SeededImages.image(6), "lib/regex", "1.13.3-perl");
      upload.push(SeededImages.multiArch(7, AMD64, ARM64), "lib/versions", "3.12", "v3.13.0");
      upload.push(SeededImages.image(8), "lib/versions", "3.11", "edge", "3.14.0-rc1");
    }
  }

  private Path write(DockerRegistryProcess source) throws IOException {
    return write(source, "ours.yaml", "  images-by-semver: {lib/versions: '>= 3.12'}");
  }

  /** Debian's skopeo is too old for constraints: it gets an expression that means the same. */
  private Path forSkopeo(DockerRegistryProcess source) throws IOException {
    return write(source, "theirs.yaml", "    lib/versions: ^(3.12|v3.13.0)$");
  }

  private Path write(DockerRegistryProcess source, String name, String versions)
      throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        %s:
          tls-verify: false
          images:
            lib/all: []
            lib/some: [wanted, "%s"]
          images-by-tag-regex:
            lib/regex: ^1\\.13\\.[12]-perl$
        %s
        """
            .formatted(source.authority(), SeededImages.image(4).digest(), versions));
  }

  private SyncResult run(Path yaml, String transport, String place)
      throws IOException, InterruptedException {
    return SyncWorld.run(
        folder,
        SyncWorld.request(
            SyncSource.parse("yaml", yaml.toString()), SyncDestination.parse(transport, place)));
  }

  private static void skopeo(String... arguments) throws IOException, InterruptedException {
    String[] words =
        Stream.concat(
                Stream.of("sync", "--src-tls-verify=false", "--dest-tls-verify=false"),
                Stream.of(arguments))
            .toArray(String[]::new);
    SkopeoCommand.of(words).run().orFail();
  }

  /** Blobs, and what the tags point to; not the registry's own bookkeeping of uploads. */
  private static boolean isContent(String path) {
    return path.contains("/blobs/sha256/") || path.endsWith("/current/link");
  }

  private interface Filter {
    boolean accepts(String path);
  }

  private static Map<String, Digest> content(Path root, Filter filter) throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = "/" + root.relativize(file);
        if (filter.accepts(path)) {
          digests.put(path, Digest.of(Files.readAllBytes(file)));
        }
      }
    }
    return digests;
  }
}
