package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Command;
import io.drayage.testing.CommandResult;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same copy under the same policy by dray and by skopeo. The registry stands in, by a rewrite
 * of registries.conf, for names that a policy can have wildcards for.
 */
@RequiresProgram("skopeo")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PolicyAgreementTest {
  @TempDir private static Path folder;
  private MemoryRegistry registry;
  private Path registriesConf;
  private int copies;

  @BeforeAll
  void fill() throws IOException, InterruptedException {
    registry = MemoryRegistry.start();
    SeededImages.image(1).storeIn(registry, "ns/app", "1.0", "2.0");
    registriesConf =
        Files.writeString(
            folder.resolve("registries.conf"),
            """
            [[registry]]
            prefix = "*.example.test"
            location = "%1$s"
            insecure = true
            [[registry]]
            location = "%1$s"
            insecure = true
            """
                .formatted(registry.authority()));
    String image = "docker://" + registry.authority() + "/ns/app:1.0";
    for (String place : new String[] {"oci:%s/store/oci:1.0", "dir:%s/store/dir"}) {
      Files.createDirectories(folder.resolve("store"));
      SkopeoCommand.copy(image, place.formatted(folder)).run().orFail();
    }
    for (String place :
        new String[] {"oci-archive:%s/oci.tar:1.0", "docker-archive:%s/saved.tar:a.test/b:1"}) {
      SkopeoCommand.copy(image, place.formatted(folder)).run().orFail();
    }
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("store"));
  }

  @AfterAll
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ACCEPT | | docker://R/ns/app:1.0 | accepted",
        "REJECT | | docker://R/ns/app:1.0 | rejected",
        "REJECT | | oci:F/store/oci:1.0 | rejected",
        "REJECT | \"docker\":{\"\":ACCEPT} | docker://R/ns/app:1.0 | accepted",
        "REJECT | \"docker\":{\"R\":ACCEPT} | docker://R/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"R\":REJECT,\"\":ACCEPT} | docker://R/ns/app:1.0 | rejected",
        "ACCEPT | \"docker\":{\"127.0.0.1\":REJECT} | docker://R/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"R/ns\":REJECT,\"R\":ACCEPT} | docker://R/ns/app:1.0 | rejected",
        "ACCEPT | \"docker\":{\"R/n\":REJECT} | docker://R/ns/app:1.0 | accepted",
        "REJECT | \"docker\":{\"R/ns/app\":ACCEPT,\"R/ns\":REJECT} | docker://R/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"R/ns/app:1.0\":REJECT} | docker://R/ns/app:1.0 | rejected",
        "ACCEPT | \"docker\":{\"R/ns/app:1.0\":REJECT} | docker://R/ns/app:2.0 | accepted",
        "REJECT | \"docker\":{\"*.example.test\":ACCEPT} | docker://a.example.test/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"*.test\":REJECT} | docker://a.b.example.test/ns/app:1.0 | rejected",
        "ACCEPT | \"docker\":{\"*.test\":REJECT,\"a.example.test\":ACCEPT} | docker://a.example.test/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"a.example.test:80\":REJECT} | docker://a.example.test/ns/app:1.0 | accepted",
        "ACCEPT | \"docker\":{\"R\":REJECT} | docker://a.example.test/ns/app:1.0 | accepted",
        "[{\"type\":\"insecureAcceptAnything\"},{\"type\":\"reject\"}] | | docker://R/ns/app:1.0 | rejected",
        "ACCEPT | \"oci\":{\"F/store\":REJECT} | oci:F/store/oci:1.0 | rejected",
        "ACCEPT | \"oci\":{\"F/store\":REJECT} | oci:F/link/oci:1.0 | rejected",
        "ACCEPT | \"oci\":{\"F/store\":REJECT,\"F/store/oci\":ACCEPT} | oci:F/store/oci:1.0 | accepted",
        "ACCEPT | \"oci\":{\"F/link\":REJECT} | oci:F/link/oci:1.0 | accepted",
        "ACCEPT | \"dir\":{\"F/store\":REJECT} | dir:F/store/dir | rejected",
        "ACCEPT | \"dir\":{\"F/sto\":REJECT} | dir:F/store/dir | accepted",
        "REJECT | \"dir\":{\"F/store/dir\":ACCEPT} | dir:F/store/dir | accepted",
        "ACCEPT | \"oci-archive\":{\"F/oci.tar\":REJECT} | oci-archive:F/oci.tar:1.0 | rejected",
        "ACCEPT | \"docker-archive\":{\"\":REJECT} | docker-archive:F/saved.tar | rejected",
        "REJECT | \"docker-archive\":{\"\":ACCEPT} | docker-archive:F/saved.tar | accepted",
        "ACCEPT | \"docker-archive\":{\"F\":REJECT} | docker://R/ns/app:1.0 | invalid",
        "ACCEPT | \"dir\":{\"/\":REJECT} | docker://R/ns/app:1.0 | invalid",
        "ACCEPT | \"oci\":{\"F/\":REJECT} | docker://R/ns/app:1.0 | invalid",
        "ACCEPT | \"docker\":{\"R\":ACCEPT,\"R\":REJECT} | docker://R/ns/app:1.0 | invalid",
        "ACCEPT | \"docker\":{\"R\":[]} | docker://R/ns/app:1.0 | invalid",
        "[{\"type\":\"reject\",\"x\":1}] | | docker://R/ns/app:1.0 | invalid",
        "[{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\"}] | | docker://R/ns/app:1.0 | invalid",
        "ACCEPT | \"nobody\":{\"knows this\":REJECT} | docker://R/ns/app:1.0 | accepted",
        "[{\"type\":\"signedBy\",\"keyType\":\"GPGKeys\",\"keyPath\":\"/k\"}] | | docker://R/ns/app:1.0 | unsigned",
        "[{\"type\":\"sigstoreSigned\",\"keyPath\":\"/k\"}] | | docker://R/ns/app:1.0 | unsigned",
      })
  void decidesAsSkopeoDoes(String standard, String transports, String image, String decision)
      throws IOException, InterruptedException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.json"),
            filled(
                "{\"default\":%s,\"transports\":{%s}}"
                    .formatted(standard, transports == null ? "" : transports)));
    String[] flags = {
      "--policy", policy.toString(), "--registries-conf", registriesConf.toString(), "copy", "-q"
    };
    copies++;

    CommandResult skopeo =
        Command.of("skopeo", words(flags, filled(image), "dir:" + folder.resolve("s" + copies)))
            .with("HOME", folder.toString())
            .run();
    Path ours = folder.resolve("d" + copies);
    DrayRun dray = DrayRun.of(folder, words(flags, filled(image), "dir:" + ours));

    assertThat(skopeo.exitCode() == 0).as(skopeo.errors()).isEqualTo(decision.equals("accepted"));
    assertThat(dray.exitCode() == 0).as(dray.errors()).isEqualTo(decision.equals("accepted"));
    assertThat(Files.exists(ours)).isEqualTo(decision.equals("accepted"));
    assertThat(dray.errors())
        .contains(
            switch (decision) {
              case "accepted" -> "";
              case "rejected" -> policy + " rejects it";
              case "unsigned" -> "its keys cannot be used";
              default -> policy + ":1:";
            });
    if (decision.equals("rejected")) {
      assertThat(skopeo.errors()).contains("is rejected by policy");
    }
    if (decision.equals("invalid")) {
      assertThat(skopeo.errors()).contains("Error loading trust policy");
    }
  }

  private static String[] words(String[] flags, String source, String destination) {
    String[] words = new String[flags.length + 2];
    System.arraycopy(flags, 0, words, 0, flags.length);
    words[flags.length] = source;
    words[flags.length + 1] = destination;
    return words;
  }

  private String filled(String text) throws IOException {
    return text.replace("ACCEPT", "[{\"type\":\"insecureAcceptAnything\"}]")
        .replace("REJECT", "[{\"type\":\"reject\"}]")
        .replace("\"R", "\"" + registry.authority())
        .replace("//R/", "//" + registry.authority() + "/")
        .replace("\"F", "\"" + folder.toRealPath())
        .replace(":F/", ":" + folder.toRealPath() + "/");
  }
}
