package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Reference;
import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Programs;
import io.drayage.testing.RequiresProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Side by side with the real podman: which images it tries for a short name, in which order, and
 * when it refuses to guess. None of the registries has an image, so podman names all it tries.
 */
@RequiresProgram("podman")
class PodmanAgreementTest {
  private static final Pattern TRIED = Pattern.compile("Trying to pull (\\S+)\\.\\.\\.");

  @TempDir Path root = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "permissive, drayage-none:1, 2",
    "disabled, drayage-none:1, 2",
    "enforcing, drayage-none:1, 0",
    "permissive, drayage/none, 2",
    "enforcing, drayage-alias:1, 1",
    "permissive, drayage/alias, 1",
    "enforcing, localhost/none:2, 1",
  })
  void triesTheSameImagesInTheSameOrder(String mode, String name, int count) throws Exception {
    try (MemoryRegistry first = MemoryRegistry.start();
        MemoryRegistry second = MemoryRegistry.start()) {
      String config =
          """
          unqualified-search-registries = ["%s", "%s"]
          short-name-mode = "%s"
          [aliases]
          "drayage-alias" = "%1$s/team/alias"
          "drayage/alias" = "%2$s/other"
          """
              .formatted(first.authority(), second.authority(), mode);
      ConfigFolder folder = new ConfigFolder(root);

      ShortNameResolution ours =
          new ShortNames(folder.load(config), folder.environment()).resolve(name);
      CommandResult podman = pull(config, name);
      List<String> theirs =
          TRIED.matcher(podman.errors()).results().map(found -> found.group(1)).toList();

      assertThat(ours.candidates()).extracting(Reference::toString).hasSize(count);
      assertThat(theirs)
          .as(podman.toString())
          .isEqualTo(ours.candidates().stream().map(Reference::toString).toList());
      if (count == 0) {
        assertThat(podman.errors()).contains("enforced but cannot prompt without a TTY");
      }
    }
  }

  private CommandResult pull(String config, String name) throws Exception {
    Path file = ConfigFolder.write(root.resolve("podman.conf"), config);
    return Command.of(
            Programs.require("podman").toString(),
            "--root",
            root.resolve("storage").toString(),
            "--runroot",
            root.resolve("run").toString(),
            "--storage-driver",
            "vfs",
            "--cgroup-manager",
            "cgroupfs",
            "pull",
            "--tls-verify=false",
            name)
        .with("CONTAINERS_REGISTRIES_CONF", file.toString())
        .run();
  }
}
