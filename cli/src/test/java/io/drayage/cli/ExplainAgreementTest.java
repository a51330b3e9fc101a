package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.ExplainCases.Case;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RecordedRequest;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is explained is what a copy then does: the places that {@code dray explain} names are those
 * that {@code dray copy} contacts, in that order. All hosts are reached through one registry that
 * serves as their proxy, so its log shows the order across hosts.
 */
final class ExplainAgreementTest {
  private static final Pattern ASKED =
      Pattern.compile("\"state\":\"asked\",\"reason\":\"[^\"]*\",\"reference\":\"([^\"]*)\"");
  private static final ImageFixture IMAGE = SeededImages.image(1);

  private static MemoryRegistry world;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    world = MemoryRegistry.start();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void forget() {
    world.log().clear();
  }

  static Stream<Case> cases() {
    return ExplainCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void contactsThePredictedPlacesInOrderWhenNoneHasTheImage(Case one) throws IOException {
    configure(one.config());

    List<String> predicted = explain(one.reference(), one.expected());
    DrayRun copy = copy(one.reference());

    assertThat(predicted).isEqualTo(one.places());
    assertThat(contacted()).as(copy.errors()).isEqualTo(hostsInLowerCase(predicted));
    assertThat(copy.exitCode()).isNotZero();
    assertThat(home.resolve("image")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stopsAtTheFirstPlaceThatHasTheImage(Case one) throws IOException {
    configure(one.config());
    List<String> predicted = explain(one.reference(), one.expected());
    if (predicted.isEmpty()) {
      assertThat(copy(one.reference()).exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(world.log().all()).isEmpty();
      return;
    }
    String there = path(predicted.getLast());
    try (MemoryRegistry full = MemoryRegistry.start()) {
      IMAGE.storeIn(full, there, tag(one.reference()));
      List<String> expected = new ArrayList<>();
      for (String place : predicted) {
        expected.add(place);
        if (path(place).equals(there)) {
          break;
        }
      }

      DrayRun copy = copy(full, one.reference());

      assertThat(copy.exitCode()).as(copy.errors()).isZero();
      assertThat(contacted(full)).isEqualTo(hostsInLowerCase(expected));
      assertThat(home.resolve("image")).isDirectory();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location = \"http://example.com\" | URI schemes are not supported",
        "blocked = true | both location and prefix are unset",
        "prefix = \"example.com\" | location is unset and prefix is not in the format: *.example.com",
        "location = \"example.com\"~[[registry.mirror]]~insecure = true | mirror location is unset",
        "location = \"example.com\"~pull-from-mirror = \"all\" | pull-from-mirror must not be set for a non-mirror registry",
        "location = \"example.com\"~mirror-by-digest-only = true~[[registry.mirror]]~location = \"a.test\"~pull-from-mirror = \"all\" | at the same time",
        "location = \"example.com\"~[[registry.mirror]]~location = \"a.test\"~pull-from-mirror = \"some\" | unsupported pull-from-mirror value",
        "prefix = \"*.example.com/x\"~location = \"a.test\" | Wildcarded prefix should be in the format",
        "location = \"example.com\"~[[registry]]~prefix = \"a.test\"~location = \"example.com\"~insecure = true | multiple times with conflicting 'insecure'",
        "location = \"example.com\"~[[registry]]~prefix = \"a.test\"~location = \"example.com\"~blocked = true | multiple times with conflicting 'blocked'",
        "location = \"example.com\"~[registries.block]~registries = [] | mixing sysregistry v1/v2 is not supported",
        "location = \"example.com\"~[aliases]~\"a:1\" = \"b.test/a\" | must not contain tag",
        "location = \"example.com\"~[aliases]~\"a\" = \"b\" | must contain registry and repository",
      })
  void bothRefuseAConfigurationThatIsNotValid(String table, String message) throws IOException {
    configure("[[registry]]\n" + table.replace("~", "\n"));

    DrayRun explain = dray(world, "explain", "example.com/app:1");
    DrayRun copy = copy("example.com/app:1");

    assertThat(explain.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(explain.errors()).contains("registries.conf:", message);
    assertThat(copy.errors()).contains(message);
    assertThat(world.log().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short-name-mode = \"maybe\" | invalid short-name mode",
        "unqualified-search-registries = [\"a.test/x\"] | no namespace",
      })
  void bothRefuseSettingsThatAreNotValid(String setting, String message) throws IOException {
    configure(setting);

    assertThat(dray(world, "explain", "example.com/app:1").errors()).contains(message);
    assertThat(copy("example.com/app:1").errors()).contains(message);
    assertThat(world.log().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com/app:1 | BLOCKED",
        "EXAMPLE.com/app:1 | BLOCKED",
        "mirrored.test/app:1 | mirror.test/app:1 elsewhere.test/app:1",
        "mirrored.test:5000/app:1 | UNRESOLVED",
        "registry-1.docker.io/library/app:1 | BLOCKED",
      })
  void strictModeIsStrictInBoth(String reference, String expected) throws IOException {
    configure(
        """
        [[registry]]
        prefix = "example.com"
        location = "moved.test"
        blocked = true
        [[registry]]
        location = "docker.io"
        blocked = true
        [[registry]]
        prefix = "mirrored.test"
        location = "elsewhere.test"
        [[registry.mirror]]
        location = "mirror.test"
        """);
    Case one = new Case("strict", "", reference, expected);

    DrayRun explain =
        dray(world, "--strict-registries", "explain", "--output", "json", "docker://" + reference);
    DrayRun copy =
        dray(
            world,
            "--strict-registries",
            "copy",
            "--src-tls-verify=false",
            "docker://" + reference,
            "dir:" + home.resolve("image"));

    assertThat(asked(explain)).as(explain.output() + explain.errors()).isEqualTo(one.places());
    assertThat(contacted()).as(copy.errors()).isEqualTo(one.places());
    if (!one.isAllowed()) {
      assertThat(explain.output())
          .contains("\"outcome\":\"%s\"".formatted(expected.toLowerCase(Locale.ROOT)));
      assertThat(copy.errors()).contains("strict mode");
    }
  }

  @Test
  void contactsNothingThatThePolicyRejects() throws IOException {
    configure("");
    Files.writeString(
        home.resolve("etc/containers/policy.json"),
        "{\"default\": [{\"type\": \"reject\"}], \"transports\": {\"docker\":"
            + " {\"fine.test\": [{\"type\": \"insecureAcceptAnything\"}]}}}");

    assertThat(explain("example.com/app:1", "REJECTED")).isEmpty();
    assertThat(copy("example.com/app:1").errors()).contains("rejects it");
    assertThat(world.log().all()).isEmpty();
    List<String> predicted = explain("fine.test/app:1", "fine.test/app:1");
    copy("fine.test/app:1");
    assertThat(contacted()).isEqualTo(predicted);
  }

  @Test
  void explainsTheCandidatesOfAShortNameAsCopiesOfTheirFullNames() throws IOException {
    configure(
        """
        unqualified-search-registries = ["one.test", "two.test"]
        [[registry]]
        location = "two.test"
        [[registry.mirror]]
        location = "mirror.test"
        """);

    List<String> predicted = asked(dray(world, "explain", "--output", "json", "app:1"));
    copy("one.test/app:1");
    copy("two.test/app:1");

    assertThat(predicted).containsExactly("one.test/app:1", "mirror.test/app:1", "two.test/app:1");
    assertThat(contacted()).isEqualTo(predicted);
  }

  private void configure(String config) throws IOException {
    Path file = home.resolve("etc/containers/registries.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, config);
  }

  private List<String> explain(String reference, String expected) {
    DrayRun explain = dray(world, "explain", "--output", "json", "docker://" + reference);
    boolean allowed = !expected.equals(expected.toUpperCase(Locale.ROOT));
    assertThat(explain.output())
        .as(explain.errors())
        .contains(
            "\"outcome\":\"%s\""
                .formatted(allowed ? "allowed" : expected.toLowerCase(Locale.ROOT)));
    assertThat(explain.exitCode() == ExitCode.SUCCESS).isEqualTo(allowed);
    assertThat(world.log().all()).as("explaining contacts nobody").isEmpty();
    return asked(explain);
  }

  /** The places in the state "asked", unless the outcome is that nothing is. */
  private static List<String> asked(DrayRun explain) {
    return explain.output().contains("\"outcome\":\"allowed\"")
        ? ASKED.matcher(explain.output()).results().map(found -> found.group(1)).toList()
        : List.of();
  }

  private DrayRun copy(String reference) {
    return copy(world, reference);
  }

  private DrayRun copy(MemoryRegistry proxy, String reference) {
    return dray(
        proxy,
        "copy",
        "--referrers=none",
        "--src-tls-verify=false",
        "docker://" + reference,
        "dir:" + home.resolve("image"));
  }

  private DrayRun dray(MemoryRegistry proxy, String... words) {
    return DrayRun.withVariables(
        home,
        Map.of("HTTP_PROXY", proxy.uri().toString(), "HTTPS_PROXY", proxy.uri().toString()),
        words);
  }

  private static List<String> contacted() {
    return contacted(world);
  }

  /** The manifests that were asked for, each place once, as references. */
  private static List<String> contacted(MemoryRegistry proxy) {
    LinkedHashSet<String> places = new LinkedHashSet<>();
    for (RecordedRequest request : proxy.log().matching(r -> r.path().contains("/manifests/"))) {
      String[] parts = request.path().substring("/v2/".length()).split("/manifests/", -1);
      String separator = parts[1].startsWith("sha256:") ? "@" : ":";
      places.add(host(request.host()) + "/" + parts[0] + separator + parts[1]);
    }
    return List.copyOf(places);
  }

  /** On the wire, hosts have no capital letters. */
  private static List<String> hostsInLowerCase(List<String> references) {
    return references.stream().map(reference -> reference.toLowerCase(Locale.ROOT)).toList();
  }

  private static String host(String asked) {
    return asked.equals("registry-1.docker.io") ? "docker.io" : asked;
  }

  private static String path(String reference) {
    String name = reference.substring(reference.indexOf('/') + 1);
    int end = name.indexOf('@');
    return name.substring(0, end < 0 ? name.lastIndexOf(':') : end);
  }

  private static String tag(String reference) {
    return reference.contains("@") ? "any" : reference.substring(reference.lastIndexOf(':') + 1);
  }
}
