package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Reference;
import io.drayage.testing.CommandResult;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SkopeoCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Side by side with the real skopeo: which places it tries, in which order, and what it refuses.
 * All places are closed ports of the loopback interface, so that each attempt fails at once and is
 * named in the error.
 */
@RequiresProgram("skopeo")
class SkopeoAgreementTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final Pattern ATTEMPT =
      Pattern.compile(
          "(?:\\[|\\): )([^\\[\\]\\s]+): (pinging container registry|registry \\S+ is)");

  @TempDir Path root = Path.of("");

  static Stream<Arguments> cases() {
    String mirrors =
        """
        [[registry]]
        location = "127.0.0.1:1"
        [[registry.mirror]]
        location = "127.0.0.1:2"
        [[registry.mirror]]
        location = "127.0.0.1:3/cache"
        pull-from-mirror = "digest-only"
        [[registry.mirror]]
        location = "127.0.0.1:4/cache"
        pull-from-mirror = "tag-only"
        """;
    String blocked =
        """
        [[registry]]
        location = "127.0.0.1:1"
        blocked = true
        [[registry.mirror]]
        location = "127.0.0.1:2"
        [[registry]]
        prefix = "127.0.0.1:1/escaped"
        location = "127.0.0.1:3"
        blocked = true
        [[registry.mirror]]
        location = "127.0.0.1:4"
        """;
    String digestOnly =
        """
        [[registry]]
        prefix = "*.example.test"
        location = "127.0.0.1:1/wild"
        mirror-by-digest-only = true
        [[registry.mirror]]
        location = "127.0.0.1:2"
        [[registry]]
        prefix = "a.example.test"
        location = "127.0.0.1:3"
        [[registry.mirror]]
        location = "127.0.0.1:4"
        """;
    return Stream.of(
        Arguments.of(mirrors, "127.0.0.1:1/image:tag"),
        Arguments.of(mirrors, "127.0.0.1:1/image@" + DIGEST),
        Arguments.of(blocked, "127.0.0.1:1/image:tag"),
        Arguments.of(blocked, "127.0.0.1:1/escaped/image:tag"),
        Arguments.of(digestOnly, "b.example.test/ns/image@" + DIGEST),
        Arguments.of(digestOnly, "a.example.test/ns/image@" + DIGEST));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void triesTheSamePlacesInTheSameOrder(String text, String reference) throws Exception {
    ConfigFolder folder = new ConfigFolder(root);
    List<String> ours = new ArrayList<>();
    for (PullEndpoint endpoint :
        folder.load(text).resolve(Reference.parse(reference)).endpoints()) {
      ours.add((endpoint.blocked().isPresent() ? "blocked " : "") + endpoint.reference());
    }

    List<String> theirs = new ArrayList<>();
    Matcher attempts = ATTEMPT.matcher(skopeo(text, reference));
    while (attempts.find()) {
      theirs.add((attempts.group(2).startsWith("registry") ? "blocked " : "") + attempts.group(1));
    }

    assertThat(ours).hasSizeGreaterThan(1).isEqualTo(theirs);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("a.test", "b.test:5000", "a.test:5000/image", "invalid reference format"),
        Arguments.of("a.test", "docker.io", "a.test/image", "repository name must be canonical"),
        Arguments.of("a.test/ns", "b.test", "a.test/ns@" + DIGEST, "must be canonical"),
        Arguments.of("a.test", "user@b.test", "a.test/image", "invalid reference format"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void refusesTheSameRewritesForTheSameReason(
      String prefix, String location, String reference, String reason) throws Exception {
    String text = "[[registry]]\nprefix = \"%s\"\nlocation = \"%s\"\n".formatted(prefix, location);
    RegistriesConfig config = new ConfigFolder(root).load(text);

    String ours = "";
    try {
      config.resolve(Reference.parse(reference));
    } catch (RegistriesConfigException e) {
      ours = String.valueOf(e.getMessage());
    }

    assertThat(ours).contains("rewriting reference: ", reason);
    assertThat(skopeo(text, reference)).contains("rewriting reference: ", reason);
  }

  private String skopeo(String text, String reference) throws Exception {
    Path file = ConfigFolder.write(root.resolve("skopeo.conf"), text);
    CommandResult result =
        SkopeoCommand.of(
                "--registries-conf", file.toString(), "inspect", "--raw", "docker://" + reference)
            .with("HOME", root.toString())
            .run();
    assertThat(result.exitCode()).isNotZero();
    return result.errors().replace("\\n", "\n").replace("\\\"", "\"");
  }
}
