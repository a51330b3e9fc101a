package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistriesValidateTest {
  @TempDir Path home;

  @Test
  void isContentWithAMachineWithoutConfiguration() {
    DrayRun run = DrayRun.of(home, "registries", "validate", "--strict");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output()).isEqualTo("0 files checked: 0 errors, 0 warnings, 0 notes\n");
  }

  @Test
  void failsForErrorsAlwaysAndForWarningsWhenAsked() throws IOException {
    Path file = home.resolve("registries.conf");
    Files.writeString(file, "[[registry]]\nprefix = \"a.test/x:1\"\nlocation = \"a.test\"\n");

    DrayRun lenient = DrayRun.of(home, "registries", "validate", file.toString());
    DrayRun strict = DrayRun.of(home, "registries", "validate", "--strict", file.toString());
    Files.writeString(file, "[[registry]]\n");
    DrayRun broken = DrayRun.of(home, "registries", "validate", file.toString());

    assertThat(lenient.exitCode()).isZero();
    assertThat(lenient.output())
        .startsWith(file + ":1:1: warning: the prefix \"a.test/x:1\" never matches")
        .contains("[prefix-with-tag]\n    remove it\n")
        .endsWith("1 file checked: 0 errors, 1 warning, 0 notes\n");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(broken.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(broken.output()).contains(": error: invalid condition");
  }

  @Test
  void printsOneFindingALineAsJson() throws IOException {
    Path file = home.resolve("policy.json");
    Files.writeString(file, "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");

    DrayRun run = DrayRun.of(home, "registries", "validate", "--output", "json", file.toString());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .startsWith("{\"file\":\"" + file + "\",\"line\":0,")
        .contains("\"severity\":\"note\"", "\"kind\":\"policy-accepts-everything\"")
        .contains("\"remedy\":\"reject there, and accept what is meant\"");
  }

  @Test
  void saysWhatCanBeDone() {
    DrayRun run = DrayRun.of(home, "registries", "list");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("dray registries validate");
  }
}
