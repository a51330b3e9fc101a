package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.registries.SignaturePlaces.Attachments;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureConfigTest {
  private static final Digest DIGEST = Digest.parse("sha256:" + "ab".repeat(32));
  private static final String SCOPES =
      """
      default-docker:
        lookaside: https://default.test/base
        lookaside-staging: file:///staging/default
      docker:
        a.test:
          lookaside: https://sig.a.test
          use-sigstore-attachments: true
        a.test/ns:
          lookaside-staging: file:///staging/ns
        a.test/ns/app:
          use-sigstore-attachments: no
        a.test/ns/app:1.0:
          lookaside: https://one.test/
        "*.b.test":
          lookaside: file:///wild%20card
        c.test/old:
          sigstore: https://old.test
          sigstore-staging: file:///staging/old
      """;

  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  @ParameterizedTest
  @CsvSource({
    "z.test/x:1,             https://default.test/base/x,   /staging/default/x,   IGNORED",
    "a.test/x/y:1,           https://sig.a.test/x/y,        https://sig.a.test/x/y, USED",
    "a.test/ns/other:1,      https://sig.a.test/ns/other,   /staging/ns/ns/other, USED",
    "a.test/ns/app:2.0,      https://sig.a.test/ns/app,     /staging/ns/ns/app,   IGNORED",
    "a.test/ns/app:1.0,      https://one.test//ns/app,      https://one.test//ns/app, IGNORED",
    "x.b.test/p:1,           /wild card/p,                  /wild card/p,         IGNORED",
    "c.test/old/p:1,         https://old.test/old/p,        /staging/old/old/p,   IGNORED",
    "busybox:1, https://default.test/base/library/busybox, /staging/default/library/busybox, IGNORED",
  })
  void takesEachSettingFromTheNarrowestScopeThatHasIt(
      String reference, String reading, String writing, Attachments attachments)
      throws RegistriesConfigException {
    folder.system("registries.d/all.yaml", SCOPES);

    SignaturePlaces places = load().placesFor(Reference.parse(reference));

    assertThat(places).isEqualTo(new SignaturePlaces(place(reading), place(writing), attachments));
  }

  private static Lookaside place(String text) {
    return text.startsWith("/")
        ? new Lookaside.Folder(Path.of(text))
        : new Lookaside.Site(URI.create(text));
  }

  @Test
  void namesTheFileOfEachSignature() {
    assertThat(new Lookaside.Folder(Path.of("/base/ns/app")).signature(DIGEST, 3))
        .isEqualTo(Path.of("/base/ns/app@sha256=" + DIGEST.hex() + "/signature-3"));
    assertThat(new Lookaside.Site(URI.create("https://h.test/b/app?k=v")).signature(DIGEST, 1))
        .isEqualTo(URI.create("https://h.test/b/app@sha256=" + DIGEST.hex() + "/signature-1?k=v"));
  }

  @Test
  void usesTheBuiltInFolderWhenNothingIsSaid() throws RegistriesConfigException {
    Reference reference = Reference.parse("a.test/ns/app:1");
    ConfigEnvironment user = folder.environment();
    ConfigEnvironment root =
        new ConfigEnvironment(user.variables(), user.home(), 0, user.systemRoot());

    assertThat(SignatureConfig.load(user).placesFor(reference).reading())
        .isEqualTo(
            new Lookaside.Folder(user.home().resolve(".local/share/containers/sigstore/ns/app")));
    assertThat(SignatureConfig.load(root).placesFor(reference).writing())
        .isEqualTo(
            new Lookaside.Folder(user.systemRoot().resolve("var/lib/containers/sigstore/ns/app")));
  }

  @Test
  void readsTheFolderInTheHomeFolderInsteadOfTheSystems() throws RegistriesConfigException {
    folder.system("registries.d/a.yaml", "docker: {a.test: {lookaside: 'https://system.test'}}");
    Path user = folder.user("registries.d/b.yaml", "docker:");

    SignatureConfig config = load();

    assertThat(config.folder()).isEqualTo(user.getParent());
    assertThat(config.placesFor(Reference.parse("a.test/x:1")).reading())
        .isInstanceOf(Lookaside.Folder.class);
    assertThat(config.lint()).extracting(Lint::id).containsExactly("system-signatures-ignored");
  }

  @Test
  void readsOnlyTheFolderThatIsNamed(@TempDir Path named) throws RegistriesConfigException {
    folder.system("registries.d/a.yaml", "docker: [");
    ConfigFolder.write(
        named.resolve("x.yaml"), "default-docker: {lookaside: 'https://named.test'}");

    assertThat(
            SignatureConfig.load(named, folder.environment())
                .placesFor(Reference.parse("a.test/x:1"))
                .reading())
        .isEqualTo(new Lookaside.Site(URI.create("https://named.test/x")));
  }

  @Test
  void refusesAScopeThatIsInTwoFiles() {
    Path one = folder.system("registries.d/1.yaml", "docker:\n  a.test: {}\n");
    Path two = folder.system("registries.d/2.yaml", "\ndocker:\n  a.test: {}\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessage(
            "%s:3:1: the scope \"a.test\" is at %s:2:1 already: it may be in one file only; remove one of them"
                .formatted(two, one));
  }

  @Test
  void refusesTwoDefaults() {
    folder.system("registries.d/1.yaml", "default-docker: {lookaside: 'file:///a'}");
    folder.system("registries.d/2.yaml", "default-docker: {lookaside: 'file:///b'}");

    assertThatThrownBy(this::load).hasMessageContaining("\"default-docker\" is at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docker: [| registries.d/a.yaml",
        "docker: 5| :1:1: expected a map",
        "docker: {a.test: 5}| :1:1: expected a map",
        "docker: {a.test: {}, a.test: {}}| :1:1: \"a.test\" is already defined",
        "default-docker: {use-sigstore-attachments: maybe}| :1:1: expected true or false",
        "default-docker: {lookaside: [a]}| :1:1: expected a text",
      })
  void saysWhereAFileIsWrong(String text, String message) {
    folder.system("registries.d/a.yaml", text);

    assertThatThrownBy(this::load)
        .isInstanceOf(RegistriesConfigException.class)
        .hasMessageContaining("registries.d/a.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dokcer: {}| unknown-key",
        "docker: {a.test: {lookasides: x}}| unknown-key",
        "docker: {a.test: {sigstore: 'file:///x'}}| old-signature-key",
        "docker: {'https://a.test': {}}| signature-scope-never-matches",
        "docker: {'a.test/': {}}| signature-scope-never-matches",
        "docker: {'busybox': {}}| signature-scope-never-matches",
        "docker: {'*.a.test/x': {}}| signature-scope-never-matches",
        "docker: {docker.io/alpine: {}}| docker-hub-without-library",
        "docker: {a.test: {lookaside: /var/lib/x}}| lookaside-unusable",
        "docker: {a.test: {lookaside: 'file://var/lib/x'}}| lookaside-unusable",
        "docker: {a.test: {lookaside: 'ftp://h.test/x'}}| lookaside-unusable",
        "docker: {a.test: {lookaside: 'https:///x'}}| lookaside-unusable",
        "docker: {a.test: {lookaside: 'http://h.test'}}| lookaside-without-tls",
        "docker: {a.test: {lookaside-staging: 'https://h.test'}}| lookaside-not-writable",
      })
  void warnsOfSettingsThatDoSomethingElse(String text, String lint)
      throws RegistriesConfigException {
    folder.system("registries.d/a.yaml", text);

    assertThat(load().lint()).extracting(Lint::id).containsExactly(lint);
  }

  @Test
  void warnsOfAFileThatIsNotRead() throws RegistriesConfigException {
    folder.system("registries.d/a.yml", "docker: [");

    assertThat(load().lint()).extracting(Lint::id).containsExactly("file-ignored");
  }

  private SignatureConfig load() throws RegistriesConfigException {
    return SignatureConfig.load(folder.environment());
  }
}
