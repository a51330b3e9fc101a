package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandsTest {
  @TempDir Path home;

  @Test
  void keepsContextsInAFileThatNobodyElseReads() throws IOException {
    DrayRun added =
        DrayRun.withInput(
            home,
            "t0ken\n",
            "context",
            "add",
            "prod",
            "--server",
            "https://d.example.com",
            "--token-file",
            "-");
    DrayRun.of(home, "context", "add", "local", "--server", "http://127.0.0.1:5080");
    Path file = home.resolve(".config/dray/contexts.json");

    assertThat(added.exitCode()).as(added.errors()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("t0ken");
    assertThat(DrayRun.of(home, "context", "list").output())
        .contains(
            "  prod   https://d.example.com\n", "* local   http://127.0.0.1:5080   (no token)\n")
        .doesNotContain("t0ken");

    assertThat(DrayRun.of(home, "context", "use", "prod").exitCode()).isZero();
    assertThat(DrayRun.of(home, "context", "remove", "prod").exitCode()).isZero();
    DrayRun nobody = DrayRun.of(home, "get", "syncs");

    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.errors()).contains("no service is named", "dray context add");
  }

  @Test
  void syncWithSourceIsTheOneWithoutAService() {
    DrayRun local =
        DrayRun.of(home, "sync", "run", "somewhere", "--src", "dir", "--dest", "dir", "--dry-run");
    DrayRun remote =
        DrayRun.withVariables(
            home, Map.of("DRAY_SERVER", "http://127.0.0.1:1"), "sync", "run", "base-images");

    assertThat(local.errors()).contains("sync from 'dir' to 'dir'");
    assertThat(remote.exitCode()).isEqualTo(1);
    assertThat(remote.errors()).contains("asking http://127.0.0.1:1");
  }

  @Test
  void differenceThatCannotBeFoundOutHasACodeOfItsOwn() {
    DrayRun run =
        DrayRun.withVariables(
            home, Map.of("DRAY_SERVER", "http://127.0.0.1:1"), "diff", "-f", "missing.yaml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("missing.yaml");
  }
}
