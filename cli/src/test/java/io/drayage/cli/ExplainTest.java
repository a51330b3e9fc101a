package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainTest {
  @TempDir Path home;
  private Path config;

  @BeforeEach
  void configure() throws IOException {
    config = home.resolve("etc/containers/registries.conf");
    write(
        config,
        """
        unqualified-search-registries = ["first.test", "second.test"]
        [aliases]
        "tool" = "registry.test/tools/tool"
        [[registry]]
        location = "registry.test"
        [[registry.mirror]]
        location = "mirror.test/x"
        [[registry]]
        location = "blocked.test"
        blocked = true
        """);
  }

  @Test
  void explainsNamesInTheOrderOfTheCommandLineAndTheFilesOnce() {
    DrayRun run = DrayRun.of(home, "explain", "tool:1", "docker://other.test/app");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output())
        .startsWith("tool:1\n  verdict   ALLOWED: 2 places are asked in order")
        .contains(
            "an alias of the configuration, " + config + ":3:1",
            "1. mirror.test/x/tools/tool:1 (mirror)",
            "2. registry.test/tools/tool:1 (primary)",
            "accepted by \"default\" of no policy.json",
            "docker://other.test/app",
            "no prefix matches")
        .containsOnlyOnce("  files\n");
  }

  @Test
  void failsWhenOneNameCannotBeRead() throws IOException {
    write(
        home.resolve("etc/containers/policy.json"),
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"transports\": {\"docker\":"
            + " {\"rejected.test\": [{\"type\": \"reject\"}]}}}");

    DrayRun run =
        DrayRun.of(
            home, "explain", "blocked.test/a", "rejected.test/b", "fine.test/c", "fine.test/NO");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.output())
        .contains("BLOCKED: registry blocked.test is blocked in one of ")
        .contains("REJECTED: " + home.resolve("etc/containers/policy.json"))
        .contains("ALLOWED: it is read from fine.test/c:latest")
        .contains("UNRESOLVED: ");
  }

  @Test
  void answersEachLineOfStandardInputWithALineOfJson() {
    DrayRun run =
        DrayRun.withInput(
            home, "# a comment\ntool\n\n  docker://blocked.test/a  \r\nx:y:z\n", "explain", "-");

    List<String> lines = run.output().lines().toList();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("{\"asked\":\"tool\",\"outcome\":\"allowed\"")
        .contains("\"kind\":\"alias\"", "\"reference\":\"mirror.test/x/tools/tool:latest\"")
        .endsWith("}");
    assertThat(lines.get(1)).contains("\"outcome\":\"blocked\"");
    assertThat(lines.get(2)).contains("\"outcome\":\"unresolved\"").doesNotContain("\"name\"");
  }

  @Test
  void explainsThousandsOfNamesInOneRun() {
    String names =
        IntStream.range(0, 5000)
            .mapToObj(i -> "registry.test/team" + i % 50 + "/app" + i + ":1")
            .collect(Collectors.joining("\n"));

    DrayRun run = DrayRun.withInput(home, names, "explain", "--stdin");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines()).hasSize(5000);
  }

  @Test
  void asksWhatAShortNameMeansAndRemembersTheAnswer() throws IOException {
    DrayRun asked = DrayRun.withAnswer(home, "2", "explain", "--ask", "app:1");

    assertThat(asked.exitCode()).as(asked.errors()).isZero();
    assertThat(asked.output())
        .contains("chosen among the unqualified-search-registries", "second.test/app:1")
        .doesNotContain("first.test/app");
    assertThat(home.resolve(".cache/containers/short-name-aliases.conf"))
        .hasContent("[aliases]\n  \"app\" = \"second.test/app\"\n");
    assertThat(dray("explain", "app:2").output())
        .contains("an alias that was remembered from an earlier choice", "second.test/app:2");
  }

  @Test
  void remembersNoAnswerThatIsNone() {
    DrayRun run = DrayRun.withAnswer(home, "3", "explain", "--ask", "app:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("\"3\" is none of the numbers 1 to 2");
    assertThat(home.resolve(".cache")).doesNotExist();
  }

  @Test
  void triesAllWhenThereIsNobodyToAsk() {
    assertThat(dray("explain", "--ask", "app:1").output())
        .contains("first.test/app:1", "second.test/app:1", "at a terminal, podman asks");
  }

  @Test
  void refusesALineThatNoNameCanHave() {
    DrayRun run = DrayRun.withInput(home, "x".repeat(10_000), "explain", "--stdin");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("more than 8192 characters");
  }

  private DrayRun dray(String... words) {
    return DrayRun.of(home, words);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
