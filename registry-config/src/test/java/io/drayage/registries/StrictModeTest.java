package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictModeTest {
  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  @Test
  void blocksTheLocationOfABlockedPrefixWhereverItLeads() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            prefix = "old.test"
            location = "new.test/x"
            blocked = true
            [[registry.mirror]]
            location = "mirror.test"
            """);
    Reference reference = Reference.parse("old.test/image");

    assertThat(config.resolve(reference).primary().blocked()).isEmpty();
    assertThat(config.holes(reference))
        .extracting(Lint::kind)
        .containsExactly(LintKind.BLOCKED_BUT_REWRITTEN);
    Resolution strict = config.strict().resolve(reference);
    assertThat(strict.endpoints()).hasSize(2);
    assertThat(strict.endpoints().getFirst().blocked()).isEmpty();
    assertThat(strict.primary().blocked().orElseThrow().message())
        .contains("registry old.test is blocked", "in strict mode", "new.test/x");
  }

  @ParameterizedTest
  @CsvSource({
    "example.test, EXAMPLE.test/image",
    "example.test:443, example.test/image",
    "docker.io, registry-1.docker.io/library/image",
    "docker.io/library, registry.hub.docker.com/library/image",
  })
  void blocksOtherSpellingsOfABlockedRegistry(String prefix, String name) throws Exception {
    RegistriesConfig config =
        folder.load("[[registry]]\nlocation = \"%s\"\nblocked = true\n".formatted(prefix));
    Reference reference = Reference.parse(name);

    assertThat(config.resolve(reference).primary().blocked()).isEmpty();
    assertThat(config.holes(reference))
        .extracting(Lint::kind)
        .containsExactly(LintKind.BLOCK_ESCAPED_BY_SPELLING);
    assertThat(config.strict().resolve(reference).primary().blocked()).isPresent();
    assertThat(config.strict().registryFor(reference.repository()).blocked()).isPresent();
    assertThat(config.registryFor(reference.repository()).blocked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prefix = \"example.test\"\nlocation = \"other.test\"",
        "location = \"example.test\"\ninsecure = true",
        "location = \"example.test\"\n[[registry.mirror]]\nlocation = \"other.test\"",
        "prefix = \"*.test\"\nlocation = \"other.example\"",
      })
  void refusesARewriteThatOnlyAnIgnoredPortAllows(String table) throws Exception {
    RegistriesConfig config = folder.load("[[registry]]\n" + table);
    RegistriesConfig strict = config.strict();
    Reference withPort = Reference.parse("example.test:5000/image");

    assertThat(config.resolve(withPort).entry()).isPresent();
    assertThat(config.holes(withPort)).hasSize(1);
    assertThatThrownBy(() -> strict.resolve(withPort))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("registries.conf:1:1: strict mode: the prefix")
        .hasMessageContaining("ports are not compared");
    assertThat(strict.registryFor(RepositoryName.parse("example.test:5000/image")).insecure())
        .isFalse();
    assertThat(strict.resolve(Reference.parse("example.test/image")).entry()).isPresent();
  }

  @Test
  void keepsABlockForEveryPort() throws Exception {
    RegistriesConfig strict =
        folder.load("[[registry]]\nlocation = \"example.test\"\nblocked = true\n").strict();

    assertThat(strict.resolve(Reference.parse("example.test:5000/x")).primary().blocked())
        .isPresent();
  }

  @Test
  void leavesAPartThatIsAllowedOnPurpose() throws Exception {
    RegistriesConfig strict =
        folder
            .load(
                """
                [[registry]]
                location = "example.test"
                blocked = true
                [[registry]]
                location = "example.test/allowed"
                """)
            .strict();

    assertThat(strict.resolve(Reference.parse("example.test/allowed/x")).primary().blocked())
        .isEmpty();
    assertThat(strict.resolve(Reference.parse("example.test/other/x")).primary().blocked())
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "'prefix = \"example.test/x:latest\"\nlocation = \"example.test/x\"\nblocked = true', never matches",
    "'prefix = \"**.test\"\nlocation = \"a.test\"\nblocked = true', never matches",
    "'location = \"example.test\"\nbloked = true', is unknown",
  })
  void refusesAFileWithABlockThatHasNoEffect(String table, String message) throws Exception {
    RegistriesConfig config = folder.load("[[registry]]\n" + table);

    assertThatThrownBy(config::strict)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("strict mode: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesADropInThatLosesABlock() throws Exception {
    folder.system("registries.conf", "[[registry]]\nlocation = \"example.test\"\nblocked = true\n");
    folder.system("registries.conf.d/later.conf", "[[registry]]\nlocation = \"example.test\"\n");
    RegistriesConfig config = folder.load();

    assertThatThrownBy(config::strict)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("later.conf:1:1: strict mode: this table takes the place of ")
        .hasMessageContaining("repeat blocked = true here");
  }

  @Test
  void changesNothingForOrdinaryConfigurations() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            location = "example.test"
            insecure = true
            [[registry.mirror]]
            location = "mirror.test/x"
            """);
    Reference reference = Reference.parse("example.test/image");

    assertThat(config.strict().resolve(reference)).isEqualTo(config.resolve(reference));
    assertThat(config.holes(reference)).isEmpty();
    assertThat(config.strict().isStrict()).isTrue();
  }
}
