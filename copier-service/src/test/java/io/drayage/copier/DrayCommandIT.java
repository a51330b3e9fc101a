package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.Surroundings;
import io.drayage.cli.Terminal;
import io.drayage.cli.program.Program;
import io.drayage.image.Platform;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray} as the client of a service. */
class DrayCommandIT {
  @TempDir static Path folder;

  private record Ran(int code, String out, String err) {}

  private static final class NobodyThere implements Terminal {
    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public int columns() {
      return 80;
    }

    @Override
    public Optional<String> ask(String prompt) {
      return Optional.empty();
    }

    @Override
    public Optional<String> askSecretly(String prompt) {
      return Optional.empty();
    }
  }

  private static Ran dray(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Program(
                new Surroundings(
                    new ConfigEnvironment(Map.of(), folder, 1000, folder),
                    Platform.of("linux", "amd64"),
                    new NobodyThere(),
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)))
            .run(words);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void definesPlansRunsAndShowsASync() throws Exception {
    try (RunningCopier copier = RunningCopier.start(folder.resolve("data"));
        MemoryRegistry source = MemoryRegistry.start();
        MemoryRegistry destination = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(source, "team/app", "1.10", "2");
      String resources =
          """
          kind: Sync
          name: base
          spec:
            sources:
              - repository: %1$s/team/app
                tags: {only: [1.10, 2]}
            destination: %2$s/mirror/{name}
          ---
          {"kind": "Registry", "name": "%1$s", "spec": {"tls": "skip"}}
          ---
          {"kind": "Registry", "name": "%2$s", "spec": {"tls": "skip"}}
          """
              .formatted(source.authority(), destination.authority());
      String good = file("good.yaml", resources);
      String bad = file("bad.yaml", resources.replace("{only: [1.10, 2]}", "{regexp: [x]}"));
      dray("context", "add", "test", "--server", "http://127.0.0.1:" + copier.port());

      assertThat(dray("diff", "-f", good).code()).isEqualTo(1);
      Ran refused = dray("apply", "-f", bad);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("bad.yaml:6: sync/base: ", "regexp");
      assertThat(dray("apply", "-f", good).out())
          .contains("registry/%s unchanged".formatted(source.authority()), "sync/base created");
      assertThat(dray("apply", "-f", good).out()).contains("sync/base unchanged");
      assertThat(dray("diff", "-f", good)).isEqualTo(new Ran(0, "", ""));

      Ran plan = dray("plan", "base");
      assertThat(plan.code()).as(plan.err()).isZero();
      assertThat(plan.out()).contains("/team/app:1.10 -> ", "2 images to do", "0 failed");
      assertThat(destination.repositories()).isEmpty();

      Ran run = dray("sync", "run", "base", "--watch");
      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .contains(
              "is running",
              "Copied to " + destination.authority() + "/mirror/app:1.10",
              "has succeeded: 2 copied");
      assertThat(destination.tags("mirror/app")).containsExactlyInAnyOrder("1.10", "2");

      assertThat(dray("get", "syncs").out()).contains("NAME", "base   1");
      assertThat(dray("get", "runs", "--for", "base").out()).contains("succeeded", "planned");
      assertThat(dray("describe", "sync", "base").out()).contains("only:", "succeeded");
      String exported = file("exported.yaml", dray("get", "syncs", "-o", "yaml").out());
      assertThat(dray("diff", "-f", exported)).isEqualTo(new Ran(0, "", ""));

      Ran twice = dray("sync", "retry", "base");
      assertThat(twice.code()).isEqualTo(1);
      assertThat(twice.err()).contains("there is no failed run of base");
      assertThat(dray("delete", "sync", "base").out()).isEqualTo("sync/base deleted\n");
      assertThat(dray("get", "sync", "base").err()).contains("there is no sync \"base\"");
    }
  }
}
