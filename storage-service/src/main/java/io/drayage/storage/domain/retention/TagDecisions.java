package io.drayage.storage.domain.retention;

import io.drayage.storage.domain.retention.Decision.Verdict;
import io.drayage.storage.domain.retention.RepositoryFacts.TagFact;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides about single tags by the conditions of the rules that cover them. */
final class TagDecisions {
  private static final Comparator<TagFact> NEWEST_FIRST =
      Comparator.comparing(TagFact::pushedAt)
          .reversed()
          .thenComparing(fact -> fact.tag().value(), Comparator.reverseOrder());

  private final RepositoryFacts facts;
  private final List<RetentionRule> rules;
  private final ImmutabilityRules immutability;
  private final Instant now;
  private final Map<String, Set<TagFact>> latest = new HashMap<>();

  TagDecisions(
      RepositoryFacts facts,
      List<RetentionRule> rules,
      ImmutabilityRules immutability,
      Instant now) {
    this.facts = facts;
    this.rules = rules;
    this.immutability = immutability;
    this.now = now;
    rules.forEach(rule -> latest.put(rule.name(), latest(rule)));
  }

  private Set<TagFact> latest(RetentionRule rule) {
    int count = rule.keeping().flatMap(k -> k.conditions().latest()).orElse(0);
    return facts.tags().stream()
        .filter(fact -> rule.covers(fact.tag()) && CompanionTags.subject(fact.tag()).isEmpty())
        .sorted(NEWEST_FIRST)
        .limit(count)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Nothing when no rule covers the tag, which stays then. */
  Optional<Verdict> decide(TagFact fact) {
    List<RetentionRule> covering = rules.stream().filter(r -> r.covers(fact.tag())).toList();
    if (covering.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        immutability
            .protector(facts.repository(), fact.tag())
            .map(
                rule ->
                    Verdict.stays("the immutability rule %s protects it".formatted(rule.name())))
            .or(() -> covering.stream().flatMap(rule -> reason(rule, fact).stream()).findFirst())
            .orElseGet(() -> Verdict.goes(nothingKeeps(covering, fact))));
  }

  private Optional<Verdict> reason(RetentionRule rule, TagFact fact) {
    RetentionRule.Conditions conditions = rule.keeping().orElseThrow().conditions();
    if (latest.getOrDefault(rule.name(), Set.of()).contains(fact)) {
      return stays(rule, "keeps the %d latest".formatted(conditions.latest().orElseThrow()));
    }
    if (isWithin(conditions.pushedWithin(), Optional.of(fact.pushedAt()))) {
      return stays(rule, "keeps what was pushed within " + conditions.pushedWithin().orElseThrow());
    }
    if (isWithin(conditions.pulledWithin(), fact.pulledAt())) {
      return stays(rule, "keeps what was pulled within " + conditions.pulledWithin().orElseThrow());
    }
    return Optional.empty();
  }

  private static Optional<Verdict> stays(RetentionRule rule, String what) {
    return Optional.of(Verdict.stays("the rule %s %s".formatted(rule.name(), what)));
  }

  private boolean isWithin(Optional<Duration> time, Optional<Instant> last) {
    return time.isPresent() && last.isPresent() && !last.get().isBefore(now.minus(time.get()));
  }

  private static String nothingKeeps(List<RetentionRule> covering, TagFact fact) {
    return "nothing keeps it: covered by %s, pushed %s, %s"
        .formatted(
            covering.stream().map(RetentionRule::name).collect(Collectors.joining(", ")),
            fact.pushedAt(),
            fact.pulledAt().map(time -> "last pulled " + time).orElse("never pulled"));
  }
}
