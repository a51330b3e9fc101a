package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.registries.ShortNameResolution.Alias;
import io.drayage.registries.ShortNameResolution.AliasPlace;
import io.drayage.registries.ShortNameResolution.Chosen;
import io.drayage.registries.ShortNameResolution.FullName;
import io.drayage.registries.ShortNameResolution.SearchReason;
import io.drayage.registries.ShortNameResolution.Searched;
import io.drayage.registries.ShortNameResolution.Unresolved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNamesTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String TWO =
      "unqualified-search-registries = [\"first.test\", \"docker.io\"]\n";

  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  @ParameterizedTest
  @CsvSource({
    "alpine, true",
    "library/alpine, true",
    "localhost, true",
    "alpine:3, true",
    "localhost/alpine, false",
    "host:5000/alpine, false",
    "host.test/alpine, false",
    "host/alpine, true",
  })
  void isShortWithoutAPartThatLooksLikeAHost(String name, boolean isShort) {
    assertThat(ShortNames.isShort(name)).isEqualTo(isShort);
  }

  @Test
  void takesAFullNameAsItIs() throws Exception {
    assertThat(resolve("", "docker.io/alpine"))
        .isEqualTo(new FullName(Reference.parse("docker.io/library/alpine:latest")));
  }

  @ParameterizedTest
  @CsvSource({
    "tool, registry.test/tools/tool:latest",
    "tool:1.2, registry.test/tools/tool:1.2",
    "tool@" + DIGEST + ", registry.test/tools/tool@" + DIGEST,
    "team/tool, other.test/tool:latest",
  })
  void keepsTagAndDigestBehindAnAlias(String name, String reference) throws Exception {
    ShortNameResolution resolution =
        resolve(
            """
            [aliases]
            "tool" = "registry.test/tools/tool"
            "team/tool" = "other.test/tool"
            """,
            name);

    assertThat(resolution).isInstanceOf(Alias.class);
    assertThat(resolution.candidates()).containsExactly(Reference.parse(reference));
    assertThat(resolution.reason()).contains("registries.conf:");
  }

  @Test
  void prefersARememberedChoiceToAnAliasOfTheConfiguration() throws Exception {
    remember("[aliases]\n  \"tool\" = \"remembered.test/tool\"\n");

    ShortNameResolution resolution =
        resolve("[aliases]\n\"tool\" = \"configured.test/tool\"\n", "tool");

    assertThat(resolution)
        .isInstanceOfSatisfying(
            Alias.class, alias -> assertThat(alias.place()).isEqualTo(AliasPlace.REMEMBERED));
    assertThat(resolution.candidates())
        .containsExactly(Reference.parse("remembered.test/tool:latest"));
  }

  @Test
  void searchesWhenTheRememberedChoiceIsEmpty() throws Exception {
    remember("[aliases]\n\"tool\" = \"\"\n");

    assertThat(
            resolve(
                    "unqualified-search-registries = [\"only.test\"]\n[aliases]\n\"tool\" = \"configured.test/tool\"\n",
                    "tool")
                .candidates())
        .containsExactly(Reference.parse("only.test/tool:latest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"permissive", "enforcing", "disabled"})
  void takesTheOnlySearchRegistryWithoutAQuestion(String mode) throws Exception {
    ShortNameResolution resolution =
        ask(
            "unqualified-search-registries = [\"only.test\"]\nshort-name-mode = \"%s\"\n"
                .formatted(mode),
            "tool:1",
            (_, _) -> {
              throw new AssertionError("asked");
            });

    assertThat(resolution.candidates()).containsExactly(Reference.parse("only.test/tool:1"));
  }

  @Test
  void triesAllInOrderWhenNobodyCanBeAsked() throws Exception {
    assertThat(resolve(TWO, "tool"))
        .isInstanceOfSatisfying(
            Searched.class,
            searched -> {
              assertThat(searched.why()).isEqualTo(SearchReason.NOBODY_TO_ASK);
              assertThat(searched.origin().line()).isEqualTo(1);
              assertThat(searched.candidates())
                  .containsExactly(
                      Reference.parse("first.test/tool"),
                      Reference.parse("docker.io/library/tool"));
            });
  }

  @Test
  void neverAsksWhenTheModeIsDisabled() throws Exception {
    ShortNameResolution resolution =
        ask(
            TWO + "short-name-mode = \"disabled\"\n",
            "tool",
            (_, _) -> {
              throw new AssertionError("asked");
            });

    assertThat(resolution.candidates()).hasSize(2);
  }

  @Test
  void refusesToGuessWhenTheModeIsEnforcing() throws Exception {
    assertThat(resolve(TWO + "short-name-mode = \"enforcing\"\n", "tool"))
        .isInstanceOfSatisfying(
            Unresolved.class,
            unresolved -> {
              assertThat(unresolved.reason()).contains("enforcing", "no terminal");
              assertThat(unresolved.possible()).hasSize(2);
              assertThat(unresolved.origin().orElseThrow().line()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unqualified-search-registries = []\n"})
  void saysThatThereIsNowhereToSearch(String config) throws Exception {
    ShortNameResolution resolution = resolve(config, "tool");

    assertThat(resolution.candidates()).isEmpty();
    assertThat(resolution.reason())
        .contains("did not resolve to an alias and no unqualified-search registries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"permissive", "enforcing"})
  void asksAndRemembersForAllLaterRuns(String mode) throws Exception {
    String config = TWO + "short-name-mode = \"" + mode + "\"\n";
    List<Reference> offered = new ArrayList<>();
    folder.system("registries.conf", config);
    ShortNames names = new ShortNames(folder.load(), folder.environment());

    ShortNameResolution first =
        names.resolve(
            "tool:2",
            (_, candidates) -> {
              offered.addAll(candidates);
              return Optional.of(candidates.getLast());
            });
    names.remember((Chosen) first);

    assertThat(offered)
        .containsExactly(
            Reference.parse("first.test/tool:2"), Reference.parse("docker.io/library/tool:2"));
    assertThat(names.resolve("tool:3").candidates())
        .containsExactly(Reference.parse("docker.io/library/tool:3"));
    assertThat(new ShortNames(folder.load(), folder.environment()).resolve("tool"))
        .isInstanceOf(Alias.class);
    assertThat(cache()).hasContent("[aliases]\n  \"tool\" = \"docker.io/library/tool\"\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache())))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsEarlierChoicesAndErasures() throws Exception {
    remember("[aliases]\n\"old\" = \"old.test/old\"\n\"none\" = \"\"\n");
    ShortNames names = new ShortNames(folder.load(), folder.environment());

    names.remember(new Chosen("tool", Reference.parse("new.test/tool:1")));

    assertThat(cache())
        .content()
        .contains("\"old\" = \"old.test/old\"", "\"none\" = \"\"", "\"tool\" = \"new.test/tool\"");
  }

  @Test
  void losesNoChoiceOfManyThatAreMadeAtOnce() throws Exception {
    RegistriesConfig config = folder.load();
    List<Thread> threads = new ArrayList<>();
    List<Exception> failures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "tool" + i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      new ShortNames(config, folder.environment())
                          .remember(new Chosen(name, Reference.parse("some.test/" + name)));
                    } catch (IOException e) {
                      synchronized (failures) {
                        failures.add(e);
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(Files.readString(cache()).lines()).hasSize(21);
  }

  @Test
  void reportsADamagedFileWithItsPlace() {
    remember("[aliases]\n\"tool\" = \"no-registry\"\n");

    assertThatThrownBy(() -> resolve("", "tool"))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("short-name-aliases.conf:2:")
        .hasMessageContaining("must contain registry and repository");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":tag", "Tool", "a//b", "tool:", "tool@sha256:12", "a/b:c/d"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> resolve(TWO, name)).isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void keepsTheChoicesOfRootInTheSystemsCache() {
    ConfigEnvironment root =
        new ConfigEnvironment(folder.environment().variables(), folder.home(), 0, Path.of("/r"));

    assertThat(ShortNameCache.file(root))
        .isEqualTo(Path.of("/r/var/cache/containers/short-name-aliases.conf"));
    assertThat(ShortNameCache.file(folder.variable("XDG_CACHE_HOME", "/elsewhere").environment()))
        .isEqualTo(Path.of("/elsewhere/containers/short-name-aliases.conf"));
  }

  private ShortNameResolution resolve(String config, String name) throws RegistriesConfigException {
    return new ShortNames(folder.load(config), folder.environment()).resolve(name);
  }

  private ShortNameResolution ask(String config, String name, ShortNameChooser chooser)
      throws IOException {
    return new ShortNames(folder.load(config), folder.environment()).resolve(name, chooser);
  }

  private Path cache() {
    return folder.home().resolve(".cache/containers/short-name-aliases.conf");
  }

  private void remember(String text) {
    ConfigFolder.write(cache(), text);
  }
}
