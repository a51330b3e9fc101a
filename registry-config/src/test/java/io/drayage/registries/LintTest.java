package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {
  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  static Stream<Arguments> oddFiles() {
    return Stream.of(
        odd("prefix-with-tag", 1, table("a.test/image:1", "b.test/image")),
        odd("prefix-with-tag", 1, table("a.test/image@sha256:00", "b.test/image")),
        odd("prefix-never-matches", 1, table("a.test.", "b.test")),
        odd("prefix-never-matches", 1, table("index.docker.io/library", "b.test")),
        odd("prefix-never-matches", 1, table("::1", "b.test")),
        odd("prefix-never-matches", 1, table("nodots/a", "b.test")),
        odd("prefix-never-matches", 1, table("a.test/UPPER", "b.test")),
        odd("prefix-never-matches", 1, table("/", "b.test")),
        odd("wildcard-never-matches", 1, table("**.a.test", "b.test")),
        odd("wildcard-never-matches", 1, table("a.*.test", "b.test")),
        odd("wildcard-never-matches", 1, table("*", "b.test")),
        odd(
            "wildcard-beats-exact",
            1,
            "[[registry]]\nlocation = \"a.example.test\"\n[[registry]]\nprefix = \"*.example.test\"\n"),
        odd("prefix-matches-any-port", 1, table("a.test", "b.test:5000")),
        odd("prefix-matches-any-port", 1, table("a.test", "b.test/path")),
        odd("prefix-matches-any-port", 1, "[[registry]]\nlocation = \"a.test\"\ninsecure = true\n"),
        odd("port-is-kept", 1, table("*.a.test", "b.test")),
        odd("docker-hub-without-library", 1, table("docker.io/alpine", "b.test/alpine")),
        odd("docker-hub-without-library", 1, table("a.test/hub", "docker.io")),
        odd(
            "duplicate-prefix",
            3,
            "[[registry]]\nlocation = \"a.test\"\n[[registry]]\nlocation = \"a.test\"\n"),
        odd("blocked-but-rewritten", 1, table("a.test/x", "b.test") + "blocked = true\n"),
        odd("block-is-case-sensitive", 1, "[[registry]]\nlocation = \"a.test\"\nblocked = true\n"),
        odd(
            "hides-mirrors",
            5,
            """
            [[registry]]
            location = "a.test"
            [[registry.mirror]]
            location = "m.test"
            [[registry]]
            location = "a.test/x"
            """),
        odd(
            "mirror-not-insecure",
            4,
            """
            [[registry]]
            location = "a.test/x"
            insecure = true
            [[registry.mirror]]
            location = "m.test"
            """),
        odd("location-with-user", 1, table("a.test/x", "user@b.test")),
        odd("location-never-works", 1, table("a.test/x", "b.test.")),
        odd("location-never-works", 1, table("a.test/x", "b.test/image:1")),
        odd("location-never-works", 1, table("a.test/x", "::1")),
        odd("unknown-key", 3, "[[registry]]\nlocation = \"a.test/x\"\nmirrors = \"m.test\"\n"),
        odd("unknown-key", 1, "unqualified-search-registry = \"a.test\"\n"),
        odd("key-case", 2, "[[registry]]\nLocation = \"a.test/x\"\n"),
        odd("old-format", 0, "[registries.search]\nregistries = [\"a.test\"]\n"));
  }

  @ParameterizedTest
  @MethodSource("oddFiles")
  void reportsTheQuirkAtItsLine(String id, int line, String text) throws Exception {
    List<Lint> lints = folder.load(text).lint();

    assertThat(lints).filteredOn(lint -> lint.id().equals(id)).hasSize(1);
    Lint lint = lints.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    assertThat(lint.position().line()).isEqualTo(line);
    assertThat(lint)
        .hasToString(
            lint.position() + ": " + lint.kind().weight() + ": " + lint.text() + " [" + id + "]");
  }

  @Test
  void saysNothingAboutOrdinaryConfiguration() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            unqualified-search-registries = ["docker.io"]
            credential-helpers = ["containers-auth.json"]
            additional-layer-store-auth-helper = "helper"
            short-name-mode = "enforcing"

            [[registry]]
            prefix = "docker.io/library"
            location = "mirror.test/hub"
            insecure = false
            blocked = false
            mirror-by-digest-only = true
            [[registry.mirror]]
            location = "cache.test:5000/hub"
            insecure = true

            [[registry]]
            location = "other.test"
            [[registry.mirror]]
            location = "cache.test"
            pull-from-mirror = "digest-only"

            [[registry]]
            location = "[::1]:5000"

            [aliases]
            "fedora" = "registry.fedoraproject.org/fedora"
            """);

    assertThat(config.lint()).isEmpty();
  }

  /**
   * The kinds that need more than one file are shown by the tests of merging, those of registries.d
   * by {@link SignatureConfigTest}, and those that are said of an image by {@link StrictModeTest}
   * and {@link ExplainerTest}.
   */
  @Test
  void showsEveryKindInATest() {
    Set<String> shown =
        oddFiles()
            .map(arguments -> (String) arguments.get()[0])
            .collect(Collectors.toCollection(TreeSet::new));
    shown.addAll(
        List.of("drop-in-replaces-entry", "system-drop-ins-ignored", "drop-in-folder-is-link"));
    shown.addAll(
        List.of(
            "file-ignored",
            "system-signatures-ignored",
            "old-signature-key",
            "signature-scope-never-matches",
            "lookaside-unusable",
            "lookaside-not-writable",
            "lookaside-without-tls"));
    shown.addAll(List.of("block-escaped-by-spelling", "blocked-but-mirrored"));

    assertThat(Arrays.stream(LintKind.values()).map(LintKind::id)).allMatch(shown::contains);
  }

  private static Arguments odd(String id, int line, String text) {
    return Arguments.of(id, line, text);
  }

  private static String table(String prefix, String location) {
    return "[[registry]]\nprefix = \"%s\"\nlocation = \"%s\"\n".formatted(prefix, location);
  }
}
