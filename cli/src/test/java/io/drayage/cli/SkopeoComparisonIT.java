package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.testing.CommandResult;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the same command line as dray and as skopeo, against the same registry. */
@RequiresProgram({"skopeo", "docker-registry"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SkopeoComparisonIT {
  private static final ImageFixture MULTI =
      SeededImages.multiArch(2, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

  @TempDir private static Path folder;
  private DockerRegistryProcess registry;

  @BeforeAll
  void fill() throws IOException, InterruptedException {
    registry = DockerRegistryProcess.start(folder.resolve("registry"));
    try (MemoryRegistry memory = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(memory, "app", "1.0");
      MULTI.storeIn(memory, "multi", "1.0");
      String from = "docker://" + memory.authority();
      String to = "docker://" + registry.authority();
      for (String tag : List.of("1.0", "latest")) {
        SkopeoCommand.copy(from + "/app:1.0", to + "/tools/app:" + tag).run().orFail();
      }
      SkopeoCommand.copy(from + "/multi:1.0", to + "/tools/multi:1.0", "--all").run().orFail();
    }
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --tls-verify=false docker://R/tools/app:1.0",
        "inspect --tls-verify=false docker://R/tools/app",
        "inspect --tls-verify=false docker://R/tools/multi:1.0",
        "inspect --tls-verify=false -n docker://R/tools/app:1.0",
        "--override-arch arm64 inspect --tls-verify=false docker://R/tools/multi:1.0",
        "inspect --tls-verify=false --config docker://R/tools/app:1.0",
        "inspect --tls-verify=false --config --raw docker://R/tools/app:1.0",
        "inspect --tls-verify=false --raw docker://R/tools/multi:1.0",
        "inspect --tls-verify=false --format {{.Name}}:{{.RepoTags}}:{{.Created}} docker://R/tools/app:1.0",
        "inspect --tls-verify=false --config --format {{.OS}}|{{.Config.Env}} docker://R/tools/app:1.0",
        "inspect --tls-verify=false --format {{range.RepoTags}}{{.}}\\n{{end}} docker://R/tools/app:1.0",
        "list-tags --tls-verify=false docker://R/tools/app",
      })
  void printsTheSame(String commandLine) throws IOException, InterruptedException {
    String[] words = commandLine.replace("R/", registry.authority() + "/").split(" ");

    CommandResult skopeo = SkopeoCommand.of(words).run().orFail();
    CommandResult dray = DrayProcess.of(folder, words).run().orFail();

    assertThat(withoutLayersData(dray.output())).isEqualTo(skopeo.output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --no-such-flag x",
        "inspect",
        "nonsense",
        "inspect --tls-verify=false --format {{.Nme}} docker://R/tools/app:1.0",
        "inspect --tls-verify=false docker://R/tools/app:missing",
        "list-tags docker://R/tools/app:1.0",
      })
  void failsWhereSkopeoFailsAndPrintsNothing(String commandLine)
      throws IOException, InterruptedException {
    String[] words = commandLine.replace("R/", registry.authority() + "/").split(" ");

    CommandResult skopeo = SkopeoCommand.of(words).run();
    CommandResult dray = DrayProcess.of(folder, words).run();

    assertThat(skopeo.exitCode()).isNotZero();
    assertThat(dray.exitCode()).as(dray.errors()).isNotZero();
    assertThat(dray.output()).isEmpty();
    assertThat(dray.errors()).startsWith("dray: ");
  }

  @Test
  void readsAndWritesTheFormsOfSkopeo() throws IOException, InterruptedException {
    String image = "docker://" + registry.authority() + "/tools/multi:1.0";
    Files.createDirectories(folder.resolve("ours"));
    Files.createDirectories(folder.resolve("theirs"));
    for (String place : List.of("dir:%s/dir", "oci:%s/oci:1.0", "oci-archive:%s/oci.tar:1.0")) {
      String ours = place.formatted(folder.resolve("ours"));
      String theirs = place.formatted(folder.resolve("theirs"));
      DrayProcess.of(folder, "copy", "--all", "--src-tls-verify=false", image, ours).run().orFail();
      SkopeoCommand.copy(image, theirs, "--all").run().orFail();

      String written = SkopeoCommand.of("inspect", "--raw", ours).run().orFail().output();
      String read = DrayProcess.of(folder, "inspect", "--raw", theirs).run().orFail().output();

      assertThat(written).as(place).isEqualTo(read);
      assertThat(read.getBytes(StandardCharsets.UTF_8)).isEqualTo(MULTI.manifest().bytes());
    }
  }

  /** Skopeo 1.9 did not print that list yet; it is the same as in newer ones. */
  private static String withoutLayersData(String json) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : json.split("\n", -1)) {
      inside |= line.equals("    \"LayersData\": [");
      if (!inside) {
        lines.add(line);
      }
      inside &= !line.equals("    ],");
    }
    return String.join("\n", lines);
  }
}
