package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  static Stream<Arguments> invalidFiles() {
    return Stream.of(
        Arguments.of(
            "[[registry]]\nlocation = \"http://example.test\"",
            "2:1: invalid location 'http://example.test': URI schemes are not supported"),
        Arguments.of(
            "[[registry]]\nlocation = \"https://example.test/\"",
            "invalid location 'https://example.test/': URI schemes are not supported"),
        Arguments.of(
            "[[registry]]\nlocation = \"example.test\"\nprefix = \"http://schema.test\"",
            "3:1: invalid location 'http://schema.test': URI schemes are not supported"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\n[[registry.mirror]]\nlocation = \"http://m.test\"",
            "4:1: invalid location 'http://m.test': URI schemes are not supported"),
        Arguments.of(
            "unqualified-search-registries = [\"a.test\", \"http://example.test\"]",
            "invalid location 'http://example.test': URI schemes are not supported"),
        Arguments.of(
            "[[registry]]\nunknown = \"x\"",
            "1:1: invalid condition: both location and prefix are unset"),
        Arguments.of(
            "[[registry]]\nlocation = \"\"",
            "invalid condition: both location and prefix are unset"),
        Arguments.of(
            "[[registry]]\nlocation = \"///\"",
            "invalid condition: both location and prefix are unset"),
        Arguments.of(
            "[[registry]]\nprefix = \"example.test/foo\"",
            "location is unset and prefix is not in the format: *.example.com"),
        Arguments.of(
            "[[registry]]\nprefix = \"*\"",
            "location is unset and prefix is not in the format: *.example.com"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\n[[registry.mirror]]\ninsecure = true",
            "3:1: invalid condition: mirror location is unset"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\npull-from-mirror = \"all\"",
            "3:1: pull-from-mirror must not be set for a non-mirror registry \"a.test\""),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\nmirror-by-digest-only = true\n"
                + "[[registry.mirror]]\nlocation = \"m.test\"\npull-from-mirror = \"tag-only\"",
            "6:1: cannot set mirror usage mirror-by-digest-only for the registry (\"a.test\")"
                + " and pull-from-mirror for per-mirror (\"m.test\") at the same time"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\n"
                + "[[registry.mirror]]\nlocation = \"m.test\"\npull-from-mirror = \"notvalid\"",
            "5:1: unsupported pull-from-mirror value \"notvalid\" for mirror \"m.test\""),
        Arguments.of(
            "[[registry]]\nprefix = \"*.example.test/foo\"",
            "Wildcarded prefix should be in the format: *.example.com"),
        Arguments.of(
            "[[registry]]\nprefix = \"*.example.test:5000\"",
            "Wildcarded prefix should be in the format: *.example.com"),
        Arguments.of(
            "[[registry]]\nprefix = \"*.example.test@x\"",
            "Wildcarded prefix should be in the format: *.example.com"),
        Arguments.of(
            "[[registry]]\nlocation = \"x.test\"\n[[registry]]\nlocation = \"x.test\"\ninsecure = true",
            "3:1: registry 'x.test' is defined multiple times with conflicting 'insecure' setting"),
        Arguments.of(
            "[[registry]]\nlocation = \"x.test\"\nblocked = true\n"
                + "[[registry]]\nprefix = \"y.test\"\nlocation = \"x.test\"",
            "4:1: registry 'x.test' is defined multiple times with conflicting 'blocked' setting"),
        Arguments.of(
            "unqualified-search-registries = [\"a.test\"]\n[registries.search]\nregistries = [\"b.test\"]",
            "mixing sysregistry v1/v2 is not supported"),
        Arguments.of(
            "unqualified-search-registries = []\n[registries.block]\nregistries = []",
            "mixing sysregistry v1/v2 is not supported"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\n[registries.insecure]\nregistries = [\"b.test\"]",
            "mixing sysregistry v1/v2 is not supported"),
        Arguments.of(
            "unqualified-search-registries = [\"a.test\", \"b.test/namespace\"]",
            "Invalid unqualified-search-registries entry \"b.test/namespace\""),
        Arguments.of(
            "unqualified-search-registries = [\"\"]",
            "Invalid unqualified-search-registries entry \"\""),
        Arguments.of("short-name-mode = \"invalid\"", "1:1: invalid short-name mode: \"invalid\""),
        Arguments.of(
            "[aliases]\nshort = \"a.test/image:1\"",
            "2:1: invalid alias \"a.test/image:1\": must not contain tag"),
        Arguments.of(
            "[aliases]\nshort = \"a.test/image@sha256:0123456789abcdef0123456789abcdef\"",
            "must not contain digest"),
        Arguments.of(
            "[aliases]\nshort = \"image\"",
            "invalid alias \"image\": must contain registry and repository"),
        Arguments.of(
            "[aliases]\nshort = \"namespace/image\"",
            "invalid alias \"namespace/image\": must contain registry and repository"),
        Arguments.of(
            "[aliases]\n\"short:tag\" = \"a.test/image\"",
            "invalid short name \"short:tag\": must not contain tag"),
        Arguments.of(
            "[aliases]\n\"short@sha256:x\" = \"a.test/image\"",
            "invalid short name \"short@sha256:x\": must not contain digest"),
        Arguments.of(
            "[aliases]\n\"b.test/short\" = \"a.test/image\"",
            "invalid short name \"b.test/short\": must not contain registry"),
        Arguments.of(
            "[aliases]\nSHORT = \"a.test/image\"",
            "invalid short name \"SHORT\": cannot parse short name"),
        Arguments.of(
            "[registries.search]\nregistries = [\"a.test/ns\"]",
            "Invalid unqualified-search-registries entry \"a.test/ns\""),
        Arguments.of(
            "[registries.block]\nregistries = [\"http://a.test\"]",
            "invalid location 'http://a.test': URI schemes are not supported"),
        Arguments.of(
            "[registries.insecure]\nregistries = [\"https://a.test\"]",
            "invalid location 'https://a.test': URI schemes are not supported"),
        Arguments.of(
            "[[registry]]\nlocation = 5", "2:1: \"location\" must be a string, not an integer"),
        Arguments.of(
            "[[registry]]\nlocation = \"a.test\"\ninsecure = \"true\"",
            "3:1: \"insecure\" must be true or false, not a string"),
        Arguments.of(
            "[registry]\nlocation = \"a.test\"",
            "\"registry\" must be an array of tables, written [[registry]], not a table"),
        Arguments.of(
            "unqualified-search-registries = \"a.test\"",
            "\"unqualified-search-registries\" must be an array of strings, not a string"),
        Arguments.of(
            "unqualified-search-registries = [1]",
            "must be an array of strings, but holds an integer"),
        Arguments.of("[aliases.short]\nx = 1", "the alias \"short\" must be a string"));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void refusesAndSaysWhere(String text, String message) {
    assertThatThrownBy(() -> folder.load(text))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("registries.conf")
        .hasMessageContaining(message);
  }

  @Test
  void reportsEveryMistakeOfAFileInItsOrder() {
    RegistriesConfigException failure =
        catchThrowableOfType(
            RegistriesConfigException.class,
            () ->
                folder.load(
                    """
                    short-name-mode = "maybe"
                    [[registry]]
                    location = "http://a.test"
                    [[registry]]
                    blocked = 1
                    """));

    assertThat(failure.problems())
        .extracting(problem -> problem.position().line())
        .contains(1, 3, 4, 5)
        .isSorted();
  }

  @Test
  void reportsEverySyntaxErrorWithItsPlace() {
    RegistriesConfigException failure =
        catchThrowableOfType(
            RegistriesConfigException.class,
            () -> folder.load("location = \n[[registry]]\nblocked = maybe\n[oops\n"));

    assertThat(failure.problems()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(failure.problems())
        .allSatisfy(problem -> assertThat(problem.text()).startsWith("not valid TOML: "));
    assertThat(failure.problems())
        .extracting(problem -> problem.position().line())
        .contains(1, 3, 4);
  }

  @Test
  void acceptsSlashesAtTheEnd() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            unqualified-search-registries = ["search.test/"]
            [[registry]]
            location = "example.test//"
            [[registry.mirror]]
            location = "mirror.test/cache/"
            """);

    assertThat(config.searchRegistries()).containsExactly("search.test");
    RegistryEntry entry = config.entries().getFirst();
    assertThat(entry.prefix()).isEqualTo("example.test");
    assertThat(entry.mirrors().getFirst().location()).isEqualTo("mirror.test/cache");
  }

  @Test
  void acceptsAUserInALocation() throws Exception {
    RegistriesConfig config = folder.load("[[registry]]\nlocation = \"user@example.test\"");

    assertThat(config.entries())
        .extracting(RegistryEntry::location)
        .containsExactly("user@example.test");
  }

  @Test
  void readsAliasesOfValidNames() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [aliases]
            alpine = "docker.io/alpine"
            "rhel8/tools" = "registry.test:5000/rhel8/tools"
            localhost = "localhost/image"
            """);

    assertThat(config.alias("alpine").orElseThrow().repository())
        .hasToString("docker.io/library/alpine");
    assertThat(config.alias("rhel8/tools").orElseThrow().repository())
        .hasToString("registry.test:5000/rhel8/tools");
    assertThat(config.aliases()).containsOnlyKeys("alpine", "rhel8/tools", "localhost");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThatThrownBy(() -> folder.load("#".repeat(BoundedFile.MAXIMUM_SIZE + 1)))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("larger than the 1 MiB");
  }

  @Test
  void acceptsAFileOfTheMaximumSize() throws Exception {
    assertThat(folder.load("#".repeat(BoundedFile.MAXIMUM_SIZE)).entries()).isEmpty();
  }
}
