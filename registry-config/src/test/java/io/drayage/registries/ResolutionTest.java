package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  /** One registry for each way of choosing mirrors. */
  private static final String MIRROR_USES =
      """
      [[registry]]
      location = "digest-on-registry.test"
      mirror-by-digest-only = true
      [[registry.mirror]]
      location = "one.test"
      [[registry.mirror]]
      location = "two.test"

      [[registry]]
      location = "no-restriction.test"
      [[registry.mirror]]
      location = "one.test"
      [[registry.mirror]]
      location = "two.test"
      pull-from-mirror = ""

      [[registry]]
      location = "digest-on-mirrors.test"
      [[registry.mirror]]
      location = "one.test"
      pull-from-mirror = "digest-only"
      [[registry.mirror]]
      location = "two.test"
      pull-from-mirror = "digest-only"

      [[registry]]
      location = "tag-on-mirrors.test"
      [[registry.mirror]]
      location = "one.test"
      pull-from-mirror = "tag-only"

      [[registry]]
      location = "mixed.test"
      [[registry.mirror]]
      location = "digest.test"
      pull-from-mirror = "digest-only"
      [[registry.mirror]]
      location = "all.test"
      pull-from-mirror = "all"
      [[registry.mirror]]
      location = "tag.test"
      pull-from-mirror = "tag-only"

      [[registry]]
      location = "no-mirrors.test"

      [[registry]]
      location = "digest-without-mirrors.test"
      mirror-by-digest-only = true
      """;

  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "digest-on-registry.test |                    | one.test two.test",
        "no-restriction.test     | one.test two.test  | one.test two.test",
        "digest-on-mirrors.test  |                    | one.test two.test",
        "tag-on-mirrors.test     | one.test           |",
        "mixed.test              | all.test tag.test  | digest.test all.test",
        "no-mirrors.test         |                    |",
        "digest-without-mirrors.test |                |",
      })
  void triesTheMirrorsThatServeTheReferenceThenTheRegistry(
      String registry, String forTag, String forDigest) throws Exception {
    RegistriesConfig config = folder.load(MIRROR_USES);

    assertThat(hosts(config, registry + "/image:latest")).isEqualTo(hosts(forTag, registry));
    assertThat(hosts(config, registry + "/image@" + DIGEST)).isEqualTo(hosts(forDigest, registry));
  }

  @Test
  void pullsFromTheNamedRegistryWithoutConfiguration() throws Exception {
    Reference reference = Reference.parse("docker.io/library/busybox:latest");

    Resolution resolution = RegistriesConfig.empty().resolve(reference);

    assertThat(resolution.entry()).isEmpty();
    assertThat(resolution.endpoints()).hasSize(1);
    assertThat(resolution.primary().reference()).isEqualTo(reference);
    assertThat(resolution.primary().insecure()).isFalse();
    assertThat(resolution.primary().isMirror()).isFalse();
    assertThat(resolution.primary().origin()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "simple-prefix.test/image, simple-prefix.test",
    "simple-prefix.test/foo/image, simple-prefix.test/foo",
    "simple-prefix.test/foobar/image, simple-prefix.test",
    "simple-prefix.test/foo/bar/deep/image, simple-prefix.test/foo/bar",
    "simple-prefix.test:5000/image, simple-prefix.test",
    "sub.simple-prefix.test/image, *.simple-prefix.test",
    "a.b.simple-prefix.test:5000/image, *.simple-prefix.test",
    "exact.simple-prefix.test/image, exact.simple-prefix.test",
    "another.test/simple-prefix.test/image, ''",
  })
  void takesTheEntryWithTheLongestPrefix(String name, String prefix) throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "simple-prefix.test"
            [[registry]]
            location = "simple-prefix.test/foo"
            [[registry]]
            location = "simple-prefix.test/foo/bar"
            [[registry]]
            prefix = "*.simple-prefix.test"
            [[registry]]
            location = "exact.simple-prefix.test"
            """);

    assertThat(config.resolve(Reference.parse(name)).entry().map(RegistryEntry::prefix).orElse(""))
        .isEqualTo(prefix);
  }

  @Test
  void prefersTheWildcardToAnExactPrefixOfTheSameLength() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "a.example.test"
            [[registry]]
            prefix = "*.example.test"
            """);

    Resolution resolution = config.resolve(Reference.parse("a.example.test/image"));

    assertThat(resolution.entry().orElseThrow().prefix()).isEqualTo("*.example.test");
  }

  @Test
  void neverMatchesAPrefixWithATag() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            prefix = "example.test/image:latest"
            location = "elsewhere.test/image:latest"
            """);

    Resolution resolution = config.resolve(Reference.parse("example.test/image:latest"));

    assertThat(resolution.entry()).isEmpty();
  }

  @Test
  void takesInsecureOfAMirrorFromItsOwnTableOnly() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "example.test"
            insecure = true
            [[registry.mirror]]
            location = "one.test"
            [[registry.mirror]]
            location = "two.test"
            insecure = true
            """);

    Resolution resolution = config.resolve(Reference.parse("example.test/image"));

    assertThat(resolution.endpoints())
        .extracting(PullEndpoint::insecure)
        .containsExactly(false, true, true);
    assertThat(resolution.endpoints())
        .extracting(PullEndpoint::isMirror)
        .containsExactly(true, true, false);
  }

  @Test
  void namesTheLineOfEveryEndpoint() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            # a comment
            [[registry]]
            location = "example.test"

            [[registry.mirror]]
            location = "one.test"
            """);

    Resolution resolution = config.resolve(Reference.parse("example.test/image"));

    assertThat(resolution.endpoints())
        .extracting(endpoint -> endpoint.origin().orElseThrow().line())
        .containsExactly(5, 2);
  }

  @Test
  void reachesTheMirrorsOfABlockedRegistry() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "example.test"
            blocked = true
            [[registry.mirror]]
            location = "mirror.test"
            """);

    List<PullEndpoint> endpoints =
        config.resolve(Reference.parse("example.test/image")).endpoints();

    assertThat(endpoints.getFirst().blocked()).isEmpty();
    assertThat(endpoints.getLast().blocked().orElseThrow().message())
        .startsWith("registry example.test is blocked in one of ")
        .contains("registries.conf, ")
        .contains("registries.conf:1:1");
  }

  @Test
  void letsARewriteEscapeABlock() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            prefix = "example.test"
            location = "elsewhere.test"
            blocked = true
            """);

    PullEndpoint endpoint = config.resolve(Reference.parse("example.test/image")).primary();

    assertThat(endpoint.reference()).hasToString("elsewhere.test/image:latest");
    assertThat(endpoint.blocked()).isEmpty();
    assertThat(config.registryFor(RepositoryName.parse("example.test/image")).blocked())
        .isPresent();
  }

  @Test
  void blocksAMirrorByTheEntryOfItsOwnName() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "example.test"
            [[registry.mirror]]
            location = "mirror.test/cache"
            [[registry]]
            prefix = "mirror.test"
            location = "mirror.test"
            blocked = true
            """);

    List<PullEndpoint> endpoints =
        config.resolve(Reference.parse("example.test/image")).endpoints();

    assertThat(endpoints.getFirst().blocked().orElseThrow().prefix()).isEqualTo("mirror.test");
    assertThat(endpoints.getLast().blocked()).isEmpty();
  }

  @Test
  void hidesMirrorsOfAWiderEntryBehindABlockedOne() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "example.test"
            [[registry.mirror]]
            location = "mirror.test"
            [[registry]]
            location = "example.test/secret"
            blocked = true
            """);

    Resolution resolution = config.resolve(Reference.parse("example.test/secret/image"));

    assertThat(resolution.endpoints()).hasSize(1);
    assertThat(resolution.primary().blocked()).isPresent();
  }

  @Test
  void appliesBlockAndInsecureToDirectAccess() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "insecure.test"
            insecure = true
            [[registry]]
            location = "blocked.test/part"
            blocked = true
            """);

    assertThat(config.registryFor(new RegistryHost("insecure.test")))
        .isEqualTo(new RegistryRule(true, Optional.empty()));
    assertThat(config.registryFor(new RegistryHost("blocked.test")).blocked()).isEmpty();
    assertThat(config.registryFor(RepositoryName.parse("blocked.test/part/x")).blocked())
        .isPresent();
    assertThat(config.registryFor(RepositoryName.parse("other.test/x")))
        .isEqualTo(RegistryRule.NONE);
  }

  @Test
  void namesFilePrefixLocationAndReferenceWhenARewriteFails() {
    assertThatThrownBy(
            () ->
                folder
                    .load(
                        """
                        [[registry]]
                        prefix = "example.test"
                        location = "other.test:5000"
                        """)
                    .resolve(Reference.parse("example.test:5000/image:1")))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("registries.conf:1:1: ")
        .hasMessageContaining("rewriting reference: ")
        .hasMessageContaining("\"example.test\"")
        .hasMessageContaining("\"other.test:5000\"")
        .hasMessageContaining("example.test:5000/image:1");
  }

  private static List<String> hosts(RegistriesConfig config, String reference) throws Exception {
    return config.resolve(Reference.parse(reference)).endpoints().stream()
        .map(endpoint -> endpoint.reference().repository().registry().value())
        .toList();
  }

  private static List<String> hosts(String mirrors, String registry) {
    String all = mirrors == null ? registry : mirrors + " " + registry;
    return List.of(all.split(" ", -1));
  }
}
