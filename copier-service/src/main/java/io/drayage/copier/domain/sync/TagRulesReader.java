package io.drayage.copier.domain.sync;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.TagRules;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.sync.SemverConstraint;
import io.drayage.sync.TagFilter;
import io.drayage.sync.TagSelection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads which tags of a repository are meant. */
final class TagRulesReader {
  private TagRulesReader() {}

  static TagSelection read(RepositoryName repository, @Nullable TagRules rules, String field) {
    if (rules == null) {
      return new TagSelection.Filtered(new TagFilter.Everything());
    }
    if (rules.only().isEmpty()) {
      return new TagSelection.Filtered(filter(rules, field));
    }
    if (!rules.equals(
        new TagRules(
            rules.only(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null))) {
      throw ProblemException.invalid(
          field + ".only", "names the images already; no other filter can stand beside it");
    }
    Set<Reference> references = new LinkedHashSet<>();
    for (int i = 0; i < rules.only().size(); i++) {
      String text = rules.only().get(i);
      references.add(
          SyncRules.read("%s.only[%d]".formatted(field, i), () -> reference(repository, text)));
    }
    return new TagSelection.Listed(List.copyOf(references));
  }

  /** No tag holds a colon, every digest does. */
  private static Reference reference(RepositoryName repository, String text) {
    return text.indexOf(':') >= 0
        ? new DigestReference(repository, Digest.parse(text))
        : new TagReference(repository, new Tag(text));
  }

  private static TagFilter filter(TagRules rules, String field) {
    return steps(rules, field).filter();
  }

  /** The filters in the order in which they are applied; none for exact images. */
  static TagSteps steps(TagRules rules, String field) {
    List<TagSteps.Step> steps = new ArrayList<>();
    add(steps, field + ".include", at -> any(rules.include(), TagFilter.Glob::new, at));
    add(steps, field + ".regex", at -> any(rules.regex(), TagFilter.Regex::parse, at));
    add(steps, field + ".semver", at -> any(rules.semver(), TagRulesReader::inRange, at));
    add(steps, field + ".exclude", at -> without(any(rules.exclude(), TagFilter.Glob::new, at)));
    add(
        steps,
        field + ".excludeRegex",
        at -> without(any(rules.excludeRegex(), TagFilter.Regex::parse, at)));
    TagRules.Latest latest = rules.latest();
    if (latest != null) {
      requireOneOrder(rules, latest, field);
      if (latest.count() < 1) {
        throw ProblemException.invalid(field + ".latest.count", "must be 1 or more");
      }
      TagRules.Order by = latest.by() == null ? TagRules.Order.SEMVER : latest.by();
      switch (by) {
        case LIST -> addLatest(steps, field, new TagFilter.LastListed(latest.count()));
        case SEMVER -> addLatest(steps, field, new TagFilter.HighestVersions(latest.count()));
        case CREATED -> {} // part of the AgeRule: no tag says it
      }
    }
    return new TagSteps(steps);
  }

  private static void addLatest(List<TagSteps.Step> steps, String field, TagFilter filter) {
    steps.add(new TagSteps.Step(field + ".latest", filter));
  }

  /** The age comes after the tags, so that it is asked of few images. */
  private static void requireOneOrder(TagRules rules, TagRules.Latest latest, String field) {
    if (latest.by() != TagRules.Order.CREATED
        && (rules.newerThan() != null || rules.olderThan() != null)) {
      throw ProblemException.invalid(
          field + ".latest.by", "must be created where newerThan or olderThan is given");
    }
  }

  private static TagFilter inRange(String text) {
    return new TagFilter.InRange(SemverConstraint.parse(text));
  }

  private static void add(
      List<TagSteps.Step> steps, String field, Function<String, @Nullable TagFilter> reader) {
    TagFilter filter = reader.apply(field);
    if (filter != null) {
      steps.add(new TagSteps.Step(field, filter));
    }
  }

  private static @Nullable TagFilter without(@Nullable TagFilter filter) {
    return filter == null ? null : new TagFilter.Without(filter);
  }

  private static @Nullable TagFilter any(
      List<String> texts, Function<String, TagFilter> parser, String field) {
    List<TagFilter> filters = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      filters.add(SyncRules.read("%s[%d]".formatted(field, i), () -> parser.apply(text)));
    }
    return switch (filters.size()) {
      case 0 -> null;
      case 1 -> filters.getFirst();
      default -> new TagFilter.AnyOf(filters);
    };
  }
}
