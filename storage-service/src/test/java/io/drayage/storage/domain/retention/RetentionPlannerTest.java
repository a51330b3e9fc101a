package io.drayage.storage.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.retention.RepositoryFacts.ManifestFact;
import io.drayage.storage.domain.retention.RepositoryFacts.TagFact;
import io.drayage.storage.domain.retention.RetentionRule.Conditions;
import io.drayage.storage.domain.retention.RetentionRule.Keeping;
import io.drayage.storage.domain.tag.ImmutabilityRule;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import io.drayage.storage.domain.tag.NamePattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionPlannerTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final RepositoryPath REPOSITORY = new RepositoryPath("team/app");
  private static final ImmutabilityRules NO_RULES = new ImmutabilityRules(List.of());

  /** A repository that is written down in few words; ages are in days. */
  private static final class Facts {
    private final List<TagFact> tags = new ArrayList<>();
    private final Map<Digest, ManifestFact> manifests = new HashMap<>();
    private final Map<Digest, Set<Digest>> children = new HashMap<>();
    private final Set<Digest> held = new HashSet<>();

    Facts manifest(String name, int age) {
      return manifest(name, age, Optional.empty());
    }

    Facts referrer(String name, int age, String subject) {
      return manifest(name, age, Optional.of(digest(subject)));
    }

    private Facts manifest(String name, int age, Optional<Digest> subject) {
      manifests.put(
          digest(name), new ManifestFact(digest(name), daysAgo(age), Optional.empty(), subject));
      return this;
    }

    Facts tag(String tag, String manifest, int age) {
      tags.add(new TagFact(new Tag(tag), digest(manifest), daysAgo(age), Optional.empty()));
      return this;
    }

    Facts pulled(String tag, String manifest, int age, int pulledAge) {
      tags.add(
          new TagFact(
              new Tag(tag), digest(manifest), daysAgo(age), Optional.of(daysAgo(pulledAge))));
      return this;
    }

    Facts lists(String index, String... listed) {
      children.put(
          digest(index),
          Set.of(listed).stream().map(RetentionPlannerTest::digest).collect(Collectors.toSet()));
      return this;
    }

    RepositoryFacts build() {
      return new RepositoryFacts(REPOSITORY, tags, manifests, children, held);
    }
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static Digest digest(String name) {
    var computation = DigestAlgorithm.SHA256.newMessageDigest();
    computation.update(name.getBytes(StandardCharsets.UTF_8));
    return Digest.finish(DigestAlgorithm.SHA256, computation);
  }

  private static RetentionRule keep(String tags, Conditions conditions) {
    return new RetentionRule(
        "keeps " + tags,
        new NamePattern("team/*"),
        Optional.of(new Keeping(new NamePattern(tags), conditions)),
        Optional.empty());
  }

  private static Conditions latest(int count) {
    return new Conditions(Optional.of(count), Optional.empty(), Optional.empty());
  }

  private static Conditions pushedWithin(int days) {
    return new Conditions(Optional.empty(), Optional.of(Duration.ofDays(days)), Optional.empty());
  }

  private static Conditions pulledWithin(int days) {
    return new Conditions(Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(days)));
  }

  private static RetentionRule untaggedAfter(int days) {
    return new RetentionRule(
        "untagged", new NamePattern("**"), Optional.empty(), Optional.of(Duration.ofDays(days)));
  }

  private static Set<String> gone(Facts facts, RetentionRule... rules) {
    return gone(facts, NO_RULES, rules);
  }

  /** Tags by name and manifests by digest that a plan deletes. */
  private static Set<String> gone(
      Facts facts, ImmutabilityRules immutability, RetentionRule... rules) {
    return new RetentionPlanner(List.of(rules), immutability, NOW)
        .plan(facts.build()).decisions().stream()
            .filter(Decision::goes)
            .map(Decision::reference)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(String manifest) {
    return digest(manifest).toString();
  }

  private static Facts threeTags() {
    return new Facts()
        .manifest("1", 30)
        .manifest("2", 20)
        .manifest("3", 10)
        .tag("v1", "1", 30)
        .tag("v2", "2", 20)
        .tag("v3", "3", 10);
  }

  @Test
  void keepsTheLatest() {
    assertThat(gone(threeTags(), keep("v*", latest(2)))).containsExactlyInAnyOrder("v1", text("1"));
  }

  @Test
  void keepsWhatIsYoungEnough() {
    assertThat(gone(threeTags(), keep("*", pushedWithin(20))))
        .containsExactlyInAnyOrder("v1", text("1"));
  }

  @Test
  void keepsWhatWasPulled() {
    Facts facts =
        new Facts()
            .manifest("1", 90)
            .manifest("2", 90)
            .pulled("used", "1", 90, 3)
            .pulled("unused", "2", 90, 40);

    assertThat(gone(facts, keep("*", pulledWithin(30))))
        .containsExactlyInAnyOrder("unused", text("2"));
  }

  @Test
  void leavesAloneWhatNoRuleCovers() {
    assertThat(gone(threeTags(), keep("other-*", latest(0)))).isEmpty();
  }

  @Test
  void oneRuleThatKeepsIsEnough() {
    assertThat(gone(threeTags(), keep("v*", latest(1)), keep("v1", latest(1))))
        .containsExactlyInAnyOrder("v2", text("2"));
  }

  @Test
  void keepsWhatIsImmutable() {
    ImmutabilityRules immutable =
        new ImmutabilityRules(
            List.of(new ImmutabilityRule("fixed", new NamePattern("**"), new NamePattern("v1"))));

    assertThat(gone(threeTags(), immutable, keep("*", latest(1))))
        .containsExactlyInAnyOrder("v2", text("2"));
  }

  @Test
  void keepsAManifestThatAnotherTagPointsAt() {
    Facts facts = threeTags().tag("stable", "1", 30);

    assertThat(gone(facts, keep("v*", latest(1)))).containsExactlyInAnyOrder("v1", "v2", text("2"));
  }

  @Test
  void childrenAndReferrersGoWithTheirIndex() {
    Facts facts =
        new Facts()
            .manifest("index", 30)
            .manifest("arm", 30)
            .manifest("shared", 30)
            .referrer("signature", 30, "index")
            .referrer("sbom of signature", 30, "signature")
            .manifest("new", 1)
            .lists("index", "arm", "shared")
            .lists("new", "shared")
            .tag("v1", "index", 30)
            .tag("v2", "new", 1);

    assertThat(gone(facts, keep("*", latest(1))))
        .containsExactlyInAnyOrder(
            "v1", text("index"), text("arm"), text("signature"), text("sbom of signature"));
  }

  @Test
  void companionTagsLiveAsLongAsTheirSubject() {
    Facts facts =
        threeTags()
            .manifest("signature 1", 30)
            .manifest("signature 3", 5)
            .tag(text("1").replace(':', '-') + ".sig", "signature 1", 1)
            .tag(text("3").replace(':', '-') + ".sig", "signature 3", 40);

    assertThat(gone(facts, keep("**", latest(2))))
        .containsExactlyInAnyOrder(
            "v1", text("1"), text("1").replace(':', '-') + ".sig", text("signature 1"));
  }

  @Test
  void collectsUntaggedManifestsAfterATime() {
    Facts facts =
        threeTags()
            .manifest("old", 30)
            .manifest("young", 3)
            .manifest("child of young", 30)
            .lists("young", "child of young")
            .referrer("of old", 30, "old")
            .referrer("of 3", 30, "3")
            .referrer("of nothing", 30, "never pushed");

    assertThat(gone(facts, untaggedAfter(7)))
        .containsExactlyInAnyOrder(text("old"), text("of old"), text("of nothing"));
  }

  @Test
  void keepsWhatTheTrashHolds() {
    Facts facts = new Facts().manifest("deleted by mistake", 30);
    facts.held.add(digest("deleted by mistake"));

    assertThat(gone(facts, untaggedAfter(7))).isEmpty();
  }

  /**
   * Whatever the repository and the rules are: what stays is whole, and what is covered is told.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void plansForRandomRepositoriesAreSafe(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Facts facts = random(random);
      RepositoryFacts built = facts.build();
      RetentionRule[] rules = {
        keep("a*", latest(random.nextInt(4))),
        keep("*", pushedWithin(random.nextInt(40))),
        untaggedAfter(random.nextInt(40))
      };
      Set<String> gone = gone(facts, rules);

      Set<Digest> roots =
          built.tags().stream()
              .filter(fact -> !gone.contains(fact.tag().value()))
              .map(TagFact::digest)
              .collect(Collectors.toSet());
      assertThat(new Reachability(built).from(roots))
          .as("what belongs to tags that stay, seed %d round %d", seed, round)
          .noneMatch(digest -> gone.contains(digest.toString()));
      Set<Digest> staying =
          built.manifests().keySet().stream()
              .filter(digest -> !gone.contains(digest.toString()))
              .collect(Collectors.toSet());
      assertThat(staying)
          .as("children of indexes that stay, seed %d round %d", seed, round)
          .allSatisfy(
              digest ->
                  assertThat(built.children().getOrDefault(digest, Set.of()))
                      .noneMatch(child -> gone.contains(child.toString())));
      assertThat(gone(facts, rules)).as("the same facts, the same plan").isEqualTo(gone);
    }
  }

  private static Facts random(Random random) {
    Facts facts = new Facts();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      String name = "m" + i;
      if (i > 0 && random.nextInt(4) == 0) {
        facts.referrer(name, random.nextInt(60), "m" + random.nextInt(i));
      } else {
        facts.manifest(name, random.nextInt(60));
      }
      if (i > 1 && random.nextInt(3) == 0) {
        facts.lists(name, "m" + random.nextInt(i / 2), "m" + (i / 2 + random.nextInt(i - i / 2)));
      }
      if (random.nextBoolean()) {
        facts.tag((random.nextBoolean() ? "a" : "b") + i, name, random.nextInt(60));
      }
    }
    return facts;
  }
}
