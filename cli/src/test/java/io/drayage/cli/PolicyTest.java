package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTest {
  private static final ImageFixture IMAGE = SeededImages.image(1);
  private static final String REJECT = "{\"default\": [{\"type\": \"reject\"}]}";

  @TempDir Path home;
  private MemoryRegistry source;
  private MemoryRegistry destination;

  @BeforeEach
  void start() {
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    IMAGE.storeIn(source, "tools/app", "1.0", "2.0");
  }

  @AfterEach
  void stop() {
    source.close();
    destination.close();
  }

  @Test
  void stopsACopyBeforeAnybodyIsAsked() throws IOException {
    Path policy = userPolicy(REJECT);

    DrayRun run = copy();

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors())
        .contains(
            "copying docker://" + source.authority() + "/tools/app:1.0 to docker://",
            "asking the trust policy about the image from the source",
            policy + " rejects it: requirement 1 of \"default\" is reject")
        .doesNotContain("trying again");
    assertThat(source.log().count()).as(source.log().toString()).isZero();
    assertThat(destination.log().count()).as(destination.log().toString()).isZero();
  }

  @Test
  void stopsASyncBeforeTheDestinationIsAsked() throws IOException {
    userPolicy(REJECT);

    DrayRun run = sync("--keep-going");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("tools/app:1.0", "tools/app:2.0", "is reject");
    assertThat(source.log().count("GET", "/tags/list")).isEqualTo(1);
    assertThat(source.log().count("GET", "/manifests/")).isZero();
    assertThat(source.log().count("HEAD", "/manifests/")).isZero();
    assertThat(destination.log().count()).as(destination.log().toString()).isZero();
  }

  @Test
  void copiesOfASyncOnlyWhatIsAccepted() throws IOException {
    userPolicy(
        "{\"default\": [{\"type\": \"insecureAcceptAnything\"}], \"transports\": {\"docker\": {\"%s/tools/app:2.0\": [{\"type\": \"reject\"}]}}}"
            .formatted(source.authority()));

    DrayRun run = sync("--keep-going");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(destination.manifest("mirror/app", "1.0")).isPresent();
    assertThat(destination.manifest("mirror/app", "2.0")).isEmpty();
  }

  @Test
  void tellsOfARejectionInADryRun() throws IOException {
    userPolicy(REJECT);

    DrayRun run = sync("--dry-run");

    assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.errors()).contains("is reject");
    assertThat(destination.log().count()).isZero();
  }

  @Test
  void saysWhichRequirementAnUnsignedImageDoesNotFulfil() throws IOException {
    Path policy =
        userPolicy("{\"default\": [{\"type\": \"sigstoreSigned\", \"keyPath\": \"/key.pub\"}]}");

    for (DrayRun run : List.of(copy(), sync("--dry-run"))) {
      assertThat(run.exitCode()).as(run.errors()).isEqualTo(ExitCode.FAILURE);
      assertThat(run.errors())
          .contains(policy + " rejects it: docker://" + source.authority() + "/tools/app:")
          .contains("is rejected by requirement 1 (sigstoreSigned) of \"default\"");
    }
    assertThat(destination.log().count(request -> !request.method().equals("HEAD"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "sync"})
  void readsNoFileWhenEveryImageIsTrusted(String command) throws IOException {
    userPolicy("this is no JSON");
    String[] flag = {"--insecure-policy"};

    DrayRun refused = command.equals("copy") ? copy() : sync();
    assertThat(destination.log().count()).isZero();
    assertThat(source.log().count()).isZero();
    DrayRun run = command.equals("copy") ? copy(flag) : sync(flag);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(refused.errors()).contains("policy.json:1:", "not valid JSON");
    assertThat(run.exitCode()).as(run.errors()).isZero();
  }

  @Test
  void takesTheFileThatIsNamedInsteadOfTheUsual() throws IOException {
    userPolicy(REJECT);
    Path named =
        Files.writeString(
            home.resolve("named.json"), "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");

    DrayRun run = copy("--policy", named.toString());

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(destination.manifest("mirror/app", "1.0")).isPresent();
  }

  @Test
  void asksTheSystemsPolicyWhenTheUserHasNone() throws IOException {
    Path file = home.resolve("etc/containers/policy.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, REJECT);

    assertThat(copy().errors()).contains(file + " rejects it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --tls-verify=false docker://S/tools/app:1.0",
        "list-tags --tls-verify=false docker://S/tools/app",
        "delete --tls-verify=false docker://S/tools/app:2.0"
      })
  void asksNoPolicyWhenNothingIsCopied(String commandLine) throws IOException {
    userPolicy(REJECT);

    DrayRun run = DrayRun.of(home, commandLine.replace("S/", source.authority() + "/").split(" "));

    assertThat(run.exitCode()).as(run.errors()).isZero();
  }

  private Path userPolicy(String text) throws IOException {
    Path file = home.resolve(".config/containers/policy.json");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private DrayRun copy(String... flags) {
    return run(
        flags,
        "copy",
        "--retry-times=2",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://" + source.authority() + "/tools/app:1.0",
        "docker://" + destination.authority() + "/mirror/app:1.0");
  }

  private DrayRun sync(String... flags) {
    return run(
        flags,
        "sync",
        "--src=docker",
        "--dest=docker",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        source.authority() + "/tools/app",
        destination.authority() + "/mirror");
  }

  private DrayRun run(String[] flags, String... words) {
    String[] all = new String[words.length + flags.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(flags, 0, all, words.length, flags.length);
    return DrayRun.of(home, all);
  }
}
