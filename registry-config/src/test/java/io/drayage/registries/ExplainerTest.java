package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Credential;
import io.drayage.image.Reference;
import io.drayage.registries.explain.CredentialExplanation;
import io.drayage.registries.explain.EndpointExplanation;
import io.drayage.registries.explain.EndpointExplanation.State;
import io.drayage.registries.explain.Explainer;
import io.drayage.registries.explain.Explanation;
import io.drayage.registries.explain.HostConfiguration;
import io.drayage.registries.explain.ImageExplanation;
import io.drayage.registries.explain.Outcome;
import io.drayage.registries.explain.Overrides;
import io.drayage.registries.explain.PolicyExplanation;
import io.drayage.registries.explain.TableMatch;
import io.drayage.registries.explain.TlsExplanation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
  private static final String SECRET = "s3cret";

  private ConfigFolder folder;

  @BeforeEach
  void prepare(@TempDir Path root) {
    folder = new ConfigFolder(root);
  }

  @Test
  void namesEveryPlaceInItsOrderWithTheRuleThatDecided() throws Exception {
    folder.system(
        "registries.conf",
        """
        [[registry]]
        prefix = "example.test/team"
        location = "moved.test/team"
        insecure = true
        [[registry.mirror]]
        location = "digests.test"
        pull-from-mirror = "digest-only"
        [[registry.mirror]]
        location = "mirror.test"
        [[registry]]
        location = "blocked.test"
        blocked = true
        """);

    ImageExplanation image = only("docker://example.test/team/app:1");

    assertThat(image.endpoints())
        .extracting(EndpointExplanation::state)
        .containsExactly(State.EXCLUDED, State.ASKED, State.ASKED);
    assertThat(image.endpoints().getFirst().reason()).contains("digests only");
    assertThat(references(image)).containsExactly("mirror.test/app:1", "moved.test/team/app:1");
    assertThat(image.asked())
        .extracting(place -> place.access().orElseThrow().tls().mode())
        .containsExactly(TlsExplanation.Mode.VERIFIED, TlsExplanation.Mode.INSECURE);
    assertThat(image.asked().getLast().access().orElseThrow().tls().reason())
        .contains("registries.conf:1:1");
    assertThat(image.table().kind()).isEqualTo(TableMatch.Kind.PREFIX);
    assertThat(image.verdict().outcome()).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void saysWhichTablesLost() throws Exception {
    folder.system(
        "registries.conf",
        """
        [[registry]]
        location = "example.test"
        [[registry.mirror]]
        location = "mirror.test"
        [[registry]]
        location = "example.test/team"
        [[registry]]
        location = "example.test/team"
        [[registry]]
        prefix = "example.test/team/app:1"
        location = "example.test/team/app"
        """);
    folder.system("registries.conf.d/a.conf", "[[registry]]\nlocation = \"example.test/team\"\n");

    ImageExplanation image = only("example.test/team/app:1");

    assertThat(image.table().winner().orElseThrow().position().file()).hasFileName("a.conf");
    assertThat(image.table().others())
        .extracting(TableMatch.PassedTable::reason)
        .satisfiesExactly(
            first -> assertThat(first).contains("the first table of the file"),
            second -> assertThat(second).contains("replaced as a whole"),
            third -> assertThat(third).contains("shorter than"),
            fourth -> assertThat(fourth).contains("only names are compared"));
    assertThat(image.warnings())
        .extracting(Lint::kind)
        .contains(
            LintKind.DROP_IN_REPLACES_ENTRY, LintKind.HIDES_MIRRORS, LintKind.PREFIX_WITH_TAG);
  }

  @Test
  void neverShowsASecret() throws Exception {
    folder.user(
        "auth.json",
        "{\"auths\": {\"example.test/team\": {\"auth\": \"%s\"}}}".formatted(encoded()));
    folder.system(
        "registries.conf",
        "[[registry]]\nlocation = \"example.test\"\n[[registry.mirror]]\nlocation = \"mirror.test\"\n");
    Overrides given =
        new Overrides(
            Overrides.Verification.SKIPPED,
            Optional.of(new Credential.UsernamePassword("you", SECRET)));

    Explanation stored = explainer(Overrides.NONE).explain("example.test/team/app");
    Explanation overridden = explainer(given).explain("example.test/team/app");

    CredentialExplanation credentials =
        stored.images().getFirst().asked().getLast().access().orElseThrow().credentials();
    assertThat(credentials.kind()).isEqualTo(CredentialExplanation.Kind.PASSWORD);
    assertThat(credentials.key()).contains("example.test/team");
    assertThat(credentials.origin().orElseThrow()).endsWith("auth.json");
    assertThat(overridden.images().getFirst().asked())
        .extracting(place -> place.access().orElseThrow().credentials().origin())
        .containsExactly(Optional.empty(), Optional.of("command line"));
    for (Explanation explanation : List.of(stored, overridden)) {
      assertThat(explanation.json() + explanation).doesNotContain(SECRET).doesNotContain(encoded());
    }
  }

  @Test
  void showsTheFolderOfCertificatesThatCounts() throws Exception {
    ConfigFolder.write(folder.systemRoot().resolve("etc/docker/certs.d/a.test/ca.crt"), "");
    folder.user("certs.d/a.test/mine.crt", "");

    TlsExplanation tls = only("a.test/app").asked().getFirst().access().orElseThrow().tls();

    assertThat(tls.folder().orElseThrow())
        .isEqualTo(folder.user("certs.d/a.test/mine.crt", "").getParent());
    assertThat(tls.certificates().authorities()).hasSize(1);
  }

  @Test
  void cannotBeReadWhenAClientKeyIsMissing() throws Exception {
    folder.user("certs.d/a.test/me.cert", "");

    ImageExplanation image = only("a.test/app");

    assertThat(image.verdict().outcome()).isEqualTo(Outcome.UNRESOLVED);
    assertThat(image.verdict().reason()).contains("missing key me.key");
    assertThat(image.asked()).isEmpty();
  }

  @Test
  void appliesTheMostSpecificScopeOfThePolicy() throws Exception {
    folder.system(
        "policy.json",
        """
        {"default": [{"type": "reject"}],
         "transports": {"docker": {
           "a.test": [{"type": "insecureAcceptAnything"}],
           "a.test/signed": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"}]}}}
        """);

    assertThat(only("a.test/app").policy().decision())
        .isEqualTo(PolicyExplanation.Decision.ACCEPTED);
    ImageExplanation signed = only("a.test/signed/app");
    assertThat(signed.policy().decision()).isEqualTo(PolicyExplanation.Decision.SIGNATURES_NEEDED);
    assertThat(signed.policy().rule()).isEqualTo("docker \"a.test/signed\"");
    assertThat(signed.verdict().outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(only("b.test/app").verdict().outcome()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void explainsWhatAShortNameMayMean() throws Exception {
    folder.system(
        "registries.conf",
        "unqualified-search-registries = [\"a.test\", \"b.test\"]\nshort-name-mode = \"enforcing\"\n");

    Explanation explanation = explainer(Overrides.NONE).explain("app:1");

    assertThat(explanation.isAllowed()).isFalse();
    assertThat(explanation.verdict().outcome()).isEqualTo(Outcome.UNRESOLVED);
    assertThat(explanation.images())
        .extracting(image -> image.reference().toString())
        .containsExactly("a.test/app:1", "b.test/app:1");
    assertThat(only("docker://app:1").reference()).hasToString("docker.io/library/app:1");
  }

  @Test
  void saysWhatIsWrongWithANameAndGoesOn() throws Exception {
    Explainer explainer = explainer(Overrides.NONE);

    Explanation bad = explainer.explain("docker://a.test/UPPER");

    assertThat(bad.verdict().outcome()).isEqualTo(Outcome.UNRESOLVED);
    assertThat(bad.json()).contains("\"outcome\":\"unresolved\"").doesNotContain("\n");
    assertThat(explainer.explain("a.test/b").isAllowed()).isTrue();
  }

  @Test
  void readsFilesOnceForManyNames() throws Exception {
    folder.user("auth.json", "{}");
    Explainer explainer = explainer(Overrides.NONE);
    Explanation before = explainer.explain("a.test/one");
    folder.user("auth.json", "not JSON");

    Explanation after = explainer.explain("a.test/two");

    assertThat(after.images().getFirst().asked().getFirst().access())
        .isEqualTo(before.images().getFirst().asked().getFirst().access());
  }

  @Test
  void warnsOfHolesThatStrictModeCloses() throws Exception {
    folder.system(
        "registries.conf",
        "[[registry]]\nprefix = \"a.test\"\nlocation = \"b.test\"\nblocked = true\n");

    ImageExplanation image = only("a.test/app");

    assertThat(image.warnings().getFirst().kind()).isEqualTo(LintKind.BLOCKED_BUT_REWRITTEN);
    assertThat(image.writing().refusal()).isPresent();
    assertThat(references(image)).containsExactly("b.test/app:latest");
  }

  @Test
  void notesThatTheMirrorsOfABlockedRegistryAreRead() throws Exception {
    folder.system(
        "registries.conf",
        "[[registry]]\nlocation = \"a.test\"\nblocked = true\n[[registry.mirror]]\nlocation = \"m.test\"\n");

    ImageExplanation image = only("a.test/app");

    assertThat(image.warnings())
        .extracting(Lint::kind)
        .containsExactly(LintKind.BLOCKED_BUT_MIRRORED);
    assertThat(references(image)).containsExactly("m.test/app:latest");
  }

  private static String encoded() {
    return Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));
  }

  private ImageExplanation only(String name) throws Exception {
    return explainer(Overrides.NONE).explain(name).images().getFirst();
  }

  private static List<String> references(ImageExplanation image) {
    return image.asked().stream()
        .map(place -> place.place().reference().map(Reference::toString).orElseThrow())
        .toList();
  }

  private Explainer explainer(Overrides overrides) throws RegistriesConfigException {
    ConfigEnvironment environment = folder.environment();
    RegistriesConfig config = folder.load();
    return new Explainer(
        new HostConfiguration(
            config,
            new ShortNames(config, environment),
            new CredentialStore(
                    CredentialFiles.standard(environment), config.credentialHelpers(), environment)
                .snapshot(),
            CertificateFolders.standard(environment),
            TrustPolicy.load(environment),
            MirrorHealth.notKept()),
        overrides);
  }
}
