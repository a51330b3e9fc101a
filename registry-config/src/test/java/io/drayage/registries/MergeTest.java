package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
  private ConfigFolder folder;
  private Path root;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    root = temporary;
    folder = new ConfigFolder(temporary);
  }

  @Test
  void isEmptyWhenNoFileExists() throws Exception {
    RegistriesConfig config = folder.load();

    assertThat(config.entries()).isEmpty();
    assertThat(config.shortNameMode()).isEqualTo(ShortNameMode.PERMISSIVE);
    assertThat(config.credentialHelpers()).containsExactly(CredentialStore.AUTH_FILES);
  }

  @Test
  void refusesANamedFileThatIsMissing() {
    RegistriesConfigFiles files =
        RegistriesConfigFiles.startingWith(root.resolve("missing.conf"), folder.environment());

    assertThatThrownBy(() -> RegistriesConfig.load(files))
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("missing.conf");
  }

  @Test
  void mergesDropInsOfSystemAndUserIntoANamedFile() throws Exception {
    folder.system("registries.conf", registry("ignored.test"));
    folder.system("registries.conf.d/a.conf", registry("system.test"));
    folder.user("registries.conf.d/a.conf", registry("user.test"));
    Path named = ConfigFolder.write(root.resolve("named.conf"), registry("named.test"));

    RegistriesConfig config =
        RegistriesConfig.load(RegistriesConfigFiles.startingWith(named, folder.environment()));

    assertThat(config.entries())
        .extracting(RegistryEntry::prefix)
        .containsExactly("named.test", "system.test", "user.test");
  }

  @Test
  void readsOnlyTheUsersFilesWhenTheUserHasAFile() throws Exception {
    folder.system("registries.conf", registry("system.test"));
    folder.system("registries.conf.d/a.conf", registry("system-drop-in.test"));
    folder.user("registries.conf", registry("user.test"));
    folder.user("registries.conf.d/a.conf", registry("user-drop-in.test"));

    RegistriesConfig config = folder.load();

    assertThat(config.entries())
        .extracting(RegistryEntry::prefix)
        .containsExactly("user-drop-in.test", "user.test");
    assertThat(config.lint()).extracting(Lint::id).contains("system-drop-ins-ignored");
  }

  @Test
  void readsDropInsInTheOrderOfTheirNamesTheUsersLast() throws Exception {
    folder.system("registries.conf.d/20.conf", "unqualified-search-registries = [\"twenty.test\"]");
    folder.system("registries.conf.d/10.conf", "unqualified-search-registries = [\"ten.test\"]");
    assertThat(folder.load().searchRegistries()).containsExactly("twenty.test");

    folder.user("registries.conf.d/00.conf", "unqualified-search-registries = [\"user.test\"]");
    assertThat(folder.load().searchRegistries()).containsExactly("user.test");
  }

  @Test
  void ignoresOtherFilesAndFoldersInADropInFolder() throws Exception {
    folder.system("registries.conf.d/a.ignore", "not toml");
    folder.system("registries.conf.d/deep.conf/a.conf", registry("deep.test"));
    folder.system("registries.conf.d/deep/a.conf", registry("deep.test"));

    assertThat(folder.load().entries()).isEmpty();
  }

  @Test
  void ignoresADropInThatIsADanglingLink() throws Exception {
    Path other = folder.system("registries.conf.d/a.conf", registry("a.test"));
    Files.createSymbolicLink(other.resolveSibling("b.conf"), root.resolve("nowhere"));

    assertThat(folder.load().entries()).hasSize(1);
  }

  @Test
  void replacesATableOfTheSamePrefixAsAWhole() throws Exception {
    folder.system(
        "registries.conf",
        """
        [[registry]]
        location = "base.test"
        insecure = true
        [[registry.mirror]]
        location = "mirror.test"
        """);
    folder.system(
        "registries.conf.d/a.conf", "[[registry]]\nlocation = \"base.test\"\nblocked = true");

    RegistriesConfig config = folder.load();

    RegistryEntry entry = config.entries().getFirst();
    assertThat(entry.blocked()).isTrue();
    assertThat(entry.insecure()).isFalse();
    assertThat(entry.mirrors()).isEmpty();
    assertThat(config.lint())
        .filteredOn(lint -> lint.id().equals("drop-in-replaces-entry"))
        .singleElement()
        .satisfies(
            lint -> assertThat(lint.text()).contains("its mirrors and insecure = true is lost"));
  }

  @Test
  void keepsTheFirstOfTwoTablesForOnePrefixInAFile() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [[registry]]
            prefix = "a.test"
            location = "first.test"
            [[registry]]
            prefix = "a.test"
            location = "second.test"
            """);

    assertThat(config.entries()).extracting(RegistryEntry::location).containsExactly("first.test");
    assertThat(config.lint()).extracting(Lint::id).contains("duplicate-prefix");
  }

  @Test
  void replacesSearchRegistriesEvenByNone() throws Exception {
    folder.system("registries.conf", "unqualified-search-registries = [\"a.test\"]");
    folder.system("registries.conf.d/a.conf", registry("other.test"));
    assertThat(folder.load().searchRegistries()).containsExactly("a.test");

    folder.system("registries.conf.d/b.conf", "unqualified-search-registries = []");
    assertThat(folder.load().searchRegistries()).isEmpty();
  }

  @Test
  void replacesCredentialHelpersAndFallsBackToFilesWhenNoneIsLeft() throws Exception {
    folder.system("registries.conf", "credential-helpers = [\"one\", \"containers-auth.json\"]");
    assertThat(folder.load().credentialHelpers()).containsExactly("one", "containers-auth.json");

    folder.system("registries.conf.d/a.conf", "credential-helpers = [\"two\"]");
    assertThat(folder.load().credentialHelpers()).containsExactly("two");

    folder.system("registries.conf.d/b.conf", "credential-helpers = []");
    assertThat(folder.load().credentialHelpers()).containsExactly("containers-auth.json");
  }

  @Test
  void replacesTheShortNameModeWhenItIsSet() throws Exception {
    folder.system("registries.conf", "short-name-mode = \"enforcing\"");
    folder.system("registries.conf.d/a.conf", "short-name-mode = \"\"");
    assertThat(folder.load().shortNameMode()).isEqualTo(ShortNameMode.ENFORCING);

    folder.system("registries.conf.d/b.conf", "short-name-mode = \"disabled\"");
    assertThat(folder.load().shortNameMode()).isEqualTo(ShortNameMode.DISABLED);
  }

  @Test
  void mergesAliasesKeyByKeyAndErasesByAnEmptyValue() throws Exception {
    folder.system(
        "registries.conf", "[aliases]\na = \"x.test/a\"\nb = \"x.test/b\"\nc = \"x.test/c\"");
    folder.system("registries.conf.d/a.conf", "[aliases]\nb = \"y.test/b\"\nc = \"\"");

    RegistriesConfig config = folder.load();

    assertThat(config.aliases()).containsOnlyKeys("a", "b");
    assertThat(config.alias("b").orElseThrow().repository()).hasToString("y.test/b");
  }

  @Test
  void refusesTheOldFormatInADropIn() {
    folder.system("registries.conf.d/a.conf", "[registries.search]\nregistries = [\"a.test\"]");

    assertThatThrownBy(folder::load)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("a.conf")
        .hasMessageContaining("registry must be in v2 format but is in v1");
  }

  @Test
  void convertsTheOldFormatInTheMainFile() throws Exception {
    RegistriesConfig config =
        folder.load(
            """
            [registries.search]
            registries = ["search.test/", "second.test"]
            [registries.insecure]
            registries = ["insecure.test", "both.test/"]
            [registries.block]
            registries = ["blocked.test/part", "both.test"]
            """);

    assertThat(config.searchRegistries()).containsExactly("search.test", "second.test");
    assertThat(config.entries())
        .extracting(RegistryEntry::prefix, RegistryEntry::insecure, RegistryEntry::blocked)
        .containsExactly(
            tuple("blocked.test/part", false, true),
            tuple("both.test", true, true),
            tuple("insecure.test", true, false));
    assertThat(config.lint()).extracting(Lint::id).contains("old-format");
  }

  @Test
  void mergesDropInsIntoAConvertedFile() throws Exception {
    folder.system("registries.conf", "[registries.block]\nregistries = [\"blocked.test\"]");
    folder.system("registries.conf.d/a.conf", registry("new.test"));

    assertThat(folder.load().entries())
        .extracting(RegistryEntry::prefix)
        .containsExactly("blocked.test", "new.test");
  }

  @Test
  void doesNotFollowALinkToADropInFolderAndSaysSo() throws Exception {
    ConfigFolder.write(root.resolve("real/a.conf"), registry("linked.test"));
    folder.system("registries.conf", "");
    Files.createSymbolicLink(
        folder.systemRoot().resolve("etc/containers/registries.conf.d"), root.resolve("real"));

    RegistriesConfig config = folder.load();

    assertThat(config.entries()).isEmpty();
    assertThat(config.lint()).extracting(Lint::id).containsExactly("drop-in-folder-is-link");
  }

  private static String registry(String location) {
    return "[[registry]]\nlocation = \"%s\"\n".formatted(location);
  }
}
