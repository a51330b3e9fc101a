package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential.IdentityToken;
import io.drayage.image.Credential.UsernamePassword;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.image.Tag;
import io.drayage.sync.TagSelection.Filtered;
import io.drayage.sync.TagSelection.Listed;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.TlsVerification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncConfigTest {
  private static final String DIGEST =
      "sha256:0000000000000000000000000000000011111111111111111111111111111111";

  @Test
  void readsSkopeosSchema() {
    SyncConfig config =
        read(
            """
            registry.example.com:
                images:
                    busybox: []
                    redis:
                        - "1.0"
                        - "2.0"
                        - "%s"
                    tools: [1.10, 3]
                images-by-tag-regex:
                    nginx: ^1\\.13\\.[12]-alpine-perl$
                images-by-semver:
                    alpine: ">= 3.12.0"
                credentials:
                    username: john
                    password: this is a secret
                tls-verify: true
                cert-dir: /home/john/certs
            quay.io/coreos:
                tls-verify: false
                images:
                    etcd:
                        - latest
            docker.io: {images: {busybox: [stable]}}
            """
                .formatted(DIGEST));

    assertThat(config.problems()).isEmpty();
    assertThat(config.registries())
        .extracting(RegistryRules::name)
        .containsExactly("registry.example.com", "quay.io/coreos", "docker.io");
    RegistryRules first = config.registries().getFirst();
    assertThat(first.options())
        .isEqualTo(
            new RegistryOptions(
                TlsVerification.REQUIRED,
                Optional.of(new UsernamePassword("john", "this is a secret")),
                Optional.of(Path.of("/home/john/certs"))));
    assertThat(first.repositories())
        .extracting(rule -> rule.repository().toString())
        .containsExactly(
            "registry.example.com/busybox",
            "registry.example.com/redis",
            "registry.example.com/tools",
            "registry.example.com/nginx",
            "registry.example.com/alpine");
    assertThat(first.repositories().get(0).tags())
        .isEqualTo(new Filtered(new TagFilter.Everything()));
    assertThat(first.repositories().get(1).tags())
        .isEqualTo(
            new Listed(
                List.of(
                    Reference.parse("registry.example.com/redis:1.0"),
                    Reference.parse("registry.example.com/redis:2.0"),
                    Reference.parse("registry.example.com/redis@" + DIGEST))));
    assertThat(first.repositories().get(2).tags())
        .isEqualTo(
            new Listed(
                List.of(
                    Reference.parse("registry.example.com/tools:1.10"),
                    Reference.parse("registry.example.com/tools:3"))));
    assertThat(select(first.repositories().get(3), "1.13.1-alpine-perl", "1.13.3-alpine-perl"))
        .containsExactly("1.13.1-alpine-perl");
    assertThat(select(first.repositories().get(4), "3.9", "3.12", "edge", "3.13.0-rc1"))
        .containsExactly("3.12");
    assertThat(config.registries().get(1).options().tlsVerification())
        .isEqualTo(TlsVerification.SKIPPED);
    assertThat(config.registries().get(1).repositories().getFirst().repository())
        .hasToString("quay.io/coreos/etcd");
    assertThat(config.registries().get(2).options()).isEqualTo(RegistryOptions.CONFIGURED);
    assertThat(config.registries().get(2).repositories().getFirst().repository())
        .hasToString("docker.io/library/busybox");
  }

  @Test
  void combinesFilters() {
    RepositoryRule rule =
        onlyRule(
            """
            r.io:
              images:
                nginx:
                  latest: 2
                  exclude: ["*-rc*", 1.9]
                  include: ["1.*", "stable"]
                  semver: ">=1.2"
                  platforms: [linux/amd64, linux/arm/v7]
            """);

    assertThat(select(rule, "1.2", "1.9", "2.0", "1.10", "stable", "1.11-rc1", "1.3"))
        .containsExactly("1.10", "1.3");
    assertThat(rule.platforms())
        .containsExactly(Platform.of("linux", "amd64"), Platform.of("linux", "arm", "v7"));
    assertThat(rule.where()).isEqualTo("sync.yaml:3");
  }

  @Test
  void combinesExpressionsAndTheOrderOfTheList() {
    RepositoryRule rule =
        onlyRule(
            """
            r.io:
              images:
                nginx: {regex: [^v, ^w], exclude-regex: "3$", latest: {count: 2, by: list}}
            """);

    assertThat(select(rule, "v9", "v1", "x1", "w2", "v3")).containsExactly("v1", "w2");
  }

  @Test
  void explicitTagsMayHavePlatforms() {
    RepositoryRule rule =
        onlyRule("r.io: {images: {app: {tags: [1.0], platforms: [linux/amd64]}}}");

    assertThat(rule.tags()).isEqualTo(new Listed(List.of(Reference.parse("r.io/app:1.0"))));
    assertThat(rule.platforms()).containsExactly(Platform.of("linux", "amd64"));
  }

  @Test
  void mergesAnchorsAsGoDoes() {
    SyncConfig config =
        read(
            """
            a.io: &common
              tls-verify: no
              images: {app: []}
            b.io:
              <<: *common
              images: {other: []}
            """);

    assertThat(config.problems()).isEmpty();
    assertThat(config.registries().get(1).options().tlsVerification())
        .isEqualTo(TlsVerification.SKIPPED);
    assertThat(config.registries().get(1).repositories())
        .extracting(rule -> rule.repository().toString())
        .containsExactly("b.io/other");
  }

  @Test
  void readsAnIdentityToken() {
    SyncConfig config = read("r.io: {credentials: {identitytoken: abc}, images: {app: []}}");

    assertThat(config.registries().getFirst().options().credential())
        .contains(new IdentityToken("abc"));
  }

  @ParameterizedTest
  @CsvSource({
    "yes, REQUIRED",
    "on, REQUIRED",
    "True, REQUIRED",
    "no, SKIPPED",
    "off, SKIPPED",
    "FALSE, SKIPPED",
    "null, CONFIGURED",
    "'', CONFIGURED"
  })
  void readsBooleansAsGoDoes(String text, TlsVerification expected) {
    SyncConfig config = read("r.io: {tls-verify: %s, images: {app: []}}".formatted(text));

    assertThat(config.registries().getFirst().options().tlsVerification()).isEqualTo(expected);
  }

  @Test
  void nullAndEmptyListsMeanEveryTag() {
    SyncConfig config = read("r.io:\n  images:\n    a:\n    b: []\n    c: ~\n    d: {}\n");

    assertThat(config.registries().getFirst().repositories())
        .hasSize(4)
        .allSatisfy(
            rule -> assertThat(rule.tags()).isEqualTo(new Filtered(new TagFilter.Everything())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{images: {App: []}} | must be lowercase",
        "{images: {'app:1': []}} | is no repository name",
        "{images: {app: hello}} | expected a list of tags and digests, or a map of filters",
        "{images: {app: [-x]}} | invalid tag \"-x\"",
        "{images: {app: ['sha256:12']}} | invalid digest",
        "{images: {app: [[1]]}} | expected a text, found a list",
        "{images: {app: {latest: 0}}} | expected a number of 1 or more, found \"0\"",
        "{images: {app: {latest: {by: semver}}}} | latest needs a \"count\"",
        "{images: {app: {latest: {count: 1, by: age}}}} | expected semver or list",
        "{images: {app: {latest: {count: 1, of: 2}}}} | unknown key \"of\" of latest",
        "{images: {app: {semver: '>>1'}}} | improper constraint",
        "{images: {app: {regex: '('}}} | invalid regular expression",
        "{images: {app: {exclude: []}}} | \"exclude\" is empty",
        "{images: {app: {platforms: [amd64]}}} | invalid platform",
        "{images: {app: {glob: x}}} | unknown filter \"glob\"",
        "{images: {app: {tags: [1], semver: '1'}}} | \"semver\" cannot",
        "{images: {app: {tags: []}}} | \"tags\" is empty",
        "{images-by-tag-regex: {app: '('}} | invalid regular expression",
        "{images-by-tag-regex: {app: [a]}} | expected a text, found a list",
        "{images-by-semver: {app: foo}} | improper constraint",
      })
  void aWrongRepositoryIsAProblemAndTheOthersGoOn(String entry, String message) {
    SyncConfig config = read("r.io: %s\ngood.io: {images: {app: [1]}}\n".formatted(entry));

    assertThat(config.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.isError()).isTrue();
              assertThat(problem.where()).isEqualTo("sync.yaml:1");
              assertThat(problem.message()).contains(message);
            });
    assertThat(config.registries().getLast().repositories()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tls-verify: maybe, images: {app: []}} | expected true or false, found \"maybe\"",
        "{tls-verify: 'true', images: {app: []}} | expected true or false",
        "{credentials: john, images: {app: []}} | expected a map, found \"john\"",
        "{credentials: {user: john}, images: {app: []}} | unknown key \"user\" of credentials",
        "{credentials: {password: x}, images: {app: []}} | a password and no username",
        "{cert-dir: [a], images: {app: []}} | expected a text, found a list",
        "[] | expected a map, found a list",
        "{images: {a: []}, images: {b: []}} | already defined",
      })
  void aRegistryThatCannotBeReachedAsAskedIsLeftOut(String entry, String message) {
    SyncConfig config =
        read(
            "r.io: %s\ngood.io: {images: {app: [1]}}\n"
                .formatted(entry.replace("'true'", "\"true\"")));

    assertThat(config.problems()).singleElement().matches(SyncProblem::isError);
    assertThat(config.problems().getFirst().message()).contains(message);
    assertThat(config.registries()).extracting(RegistryRules::name).containsExactly("good.io");
  }

  @Test
  void oneWrongTagLeavesTheOthersOfItsList() {
    SyncConfig config =
        read("r.io:\n  images:\n    app:\n      - ok\n      - -wrong\n      - '2'\n");

    assertThat(config.problems()).extracting(SyncProblem::where).containsExactly("sync.yaml:5");
    assertThat(config.registries().getFirst().repositories().getFirst().tags())
        .isEqualTo(
            new Listed(List.of(Reference.parse("r.io/app:ok"), Reference.parse("r.io/app:2"))));
  }

  @Test
  void unknownKeysAreErrorsAndEverythingElseIsRead() {
    SyncConfig config = read("r.io:\n  image: {a: []}\n  images: {app: []}\n");

    assertThat(config.problems())
        .extracting(SyncProblem::toString)
        .containsExactly("sync.yaml:2: unknown key \"image\" of registry r.io");
    assertThat(config.registries().getFirst().repositories()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.io:\n", "r.io: {}\n", "r.io: {images: {}}\n", "", "# nothing\n"})
  void nothingToDoIsAWarning(String text) {
    SyncConfig config = read(text);

    assertThat(config.problems()).singleElement().matches(problem -> !problem.isError());
  }

  @Test
  void furtherDocumentsAreNotLeftOutSilently() {
    SyncConfig config = read("a.io: {images: {app: []}}\n---\nb.io: {images: {app: []}}\n");

    assertThat(config.problems()).singleElement().matches(SyncProblem::isError);
    assertThat(config.registries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: [", "- a\n- b\n", "just text", "a: {images: {b: []}}\na: {}\n", "? [a]\n: b"})
  void refusesWhatIsNoMapOfRegistries(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageStartingWith("Failed to unmarshal \"sync.yaml\"");
  }

  private static SyncConfig read(String text) {
    return SyncConfig.parse(text, "sync.yaml");
  }

  private static RepositoryRule onlyRule(String text) {
    SyncConfig config = read(text);
    assertThat(config.problems()).isEmpty();
    return config.registries().getFirst().repositories().getFirst();
  }

  private static List<String> select(RepositoryRule rule, String... tags) {
    TagFilter filter = ((Filtered) rule.tags()).filter();
    return filter.select(Stream.of(tags).map(Tag::new).toList()).stream().map(Tag::value).toList();
  }
}
