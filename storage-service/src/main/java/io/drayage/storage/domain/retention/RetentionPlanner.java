package io.drayage.storage.domain.retention;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.retention.Decision.Kind;
import io.drayage.storage.domain.retention.Decision.Verdict;
import io.drayage.storage.domain.retention.RepositoryFacts.ManifestFact;
import io.drayage.storage.domain.retention.RepositoryFacts.TagFact;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Works out what the rules of retention mean for a repository. Pure: it looks at facts and changes
 * nothing.
 *
 * <p>A manifest goes with the last tag that it belonged to, or when it has had no tag for as long
 * as all rules for untagged manifests ask. What a manifest that stays lists, and what refers to it,
 * stays.
 */
public final class RetentionPlanner {
  private final List<RetentionRule> rules;
  private final ImmutabilityRules immutability;
  private final Instant now;

  public RetentionPlanner(List<RetentionRule> rules, ImmutabilityRules immutability, Instant now) {
    this.rules = List.copyOf(rules);
    this.immutability = immutability;
    this.now = now;
  }

  /** Whether any rule is about a repository; otherwise there is nothing to plan. */
  public boolean concerns(RepositoryPath repository) {
    return rules.stream().anyMatch(rule -> rule.isFor(repository));
  }

  public RepositoryPlan plan(RepositoryFacts facts) {
    List<RetentionRule> ours = rules.stream().filter(r -> r.isFor(facts.repository())).toList();
    return new Planning(facts, ours).plan();
  }

  /** The work on one repository. */
  private final class Planning {
    private final RepositoryFacts facts;
    private final TagDecisions decisions;
    private final Reachability reachability;
    private final Optional<Duration> untaggedAfter;
    private final Map<TagFact, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<Digest> rootsOfStaying = new HashSet<>();
    private final Map<Digest, String> tagsOfGoing = new HashMap<>();

    Planning(RepositoryFacts facts, List<RetentionRule> ours) {
      this.facts = facts;
      this.decisions = new TagDecisions(facts, ours, immutability, now);
      this.reachability = new Reachability(facts);
      this.untaggedAfter =
          ours.stream().flatMap(rule -> rule.untaggedAfter().stream()).max(Duration::compareTo);
      rootsOfStaying.addAll(facts.held());
    }

    RepositoryPlan plan() {
      facts.tags().stream()
          .filter(fact -> CompanionTags.subject(fact.tag()).isEmpty())
          .forEach(fact -> decide(fact, decisions.decide(fact)));
      decideCompanions();
      List<Decision> all = new ArrayList<>();
      verdicts.forEach(
          (fact, verdict) ->
              all.add(
                  new Decision(
                      Kind.TAG, fact.tag().value(), fact.digest(), verdict, fact.pushedAt())));
      all.addAll(manifests());
      return new RepositoryPlan(facts.repository(), facts.tags().size(), all);
    }

    private void decide(TagFact fact, Optional<Verdict> verdict) {
      verdict.ifPresent(found -> verdicts.put(fact, found));
      if (verdict.isPresent() && verdict.get().fate() == Decision.Fate.GOES) {
        tagsOfGoing.putIfAbsent(fact.digest(), fact.tag().value());
      } else {
        rootsOfStaying.add(fact.digest());
      }
    }

    /** A companion of a companion comes after it: names are decided until nothing changes. */
    private void decideCompanions() {
      List<TagFact> open = new ArrayList<>();
      for (TagFact fact : facts.tags()) {
        if (CompanionTags.subject(fact.tag()).isPresent()) {
          open.add(fact);
        }
      }
      for (boolean progress = true; progress; ) {
        Set<Digest> living = reachability.from(rootsOfStaying);
        List<TagFact> kept =
            open.stream()
                .filter(fact -> living.contains(CompanionTags.subject(fact.tag()).orElseThrow()))
                .toList();
        kept.forEach(
            fact ->
                decide(fact, decisions.decide(fact).map(_ -> Verdict.stays("its subject stays"))));
        open.removeAll(kept);
        progress = !kept.isEmpty();
      }
      for (TagFact fact : open) {
        Digest subject = CompanionTags.subject(fact.tag()).orElseThrow();
        boolean untaggedSubject =
            facts.manifests().containsKey(subject)
                && !reachability.from(tagsOfGoing.keySet()).contains(subject);
        decide(
            fact,
            decisions
                .decide(fact)
                .map(v -> untaggedSubject ? Verdict.stays("its subject is there") : v));
      }
    }

    private List<Decision> manifests() {
      Set<Digest> living = reachability.from(rootsOfStaying);
      Map<Digest, Verdict> found = new LinkedHashMap<>();
      Set<Digest> staying = new HashSet<>();
      Map<Digest, String> orphans = orphans();
      for (ManifestFact manifest : facts.manifests().values()) {
        if (!living.contains(manifest.digest())) {
          Optional<Verdict> verdict = verdict(manifest, orphans);
          verdict.ifPresent(v -> found.put(manifest.digest(), v));
          if (verdict.isEmpty() || verdict.get().fate() == Decision.Fate.STAYS) {
            staying.add(manifest.digest());
          }
        }
      }
      // What belongs to a manifest that stays without a tag stays with it.
      for (Digest digest : reachability.from(staying)) {
        found.computeIfPresent(
            digest,
            (_, v) ->
                v.fate() == Decision.Fate.GOES
                    ? Verdict.stays("it belongs to a manifest that stays")
                    : v);
      }
      return found.entrySet().stream()
          .map(
              entry ->
                  new Decision(
                      Kind.MANIFEST,
                      entry.getKey().toString(),
                      entry.getKey(),
                      entry.getValue(),
                      pushedAt(entry.getKey())))
          .toList();
    }

    private Instant pushedAt(Digest manifest) {
      return Objects.requireNonNull(facts.manifests().get(manifest)).pushedAt();
    }

    /** What belonged to tags that go, each with the name of one of them. */
    private Map<Digest, String> orphans() {
      Map<Digest, String> orphans = new HashMap<>();
      tagsOfGoing.forEach(
          (root, tag) -> reachability.from(Set.of(root)).forEach(d -> orphans.putIfAbsent(d, tag)));
      return orphans;
    }

    private Optional<Verdict> verdict(ManifestFact manifest, Map<Digest, String> orphans) {
      String tag = orphans.get(manifest.digest());
      if (tag != null) {
        return Optional.of(Verdict.goes("it belonged to the tag " + tag));
      }
      return untaggedAfter.map(
          after ->
              manifest.usedAt().isBefore(now.minus(after))
                  ? Verdict.goes("it has no tag and was last used " + manifest.usedAt())
                  : Verdict.stays("it has no tag, and is kept for " + after));
    }
  }
}
