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
        new TagRules(rules.only(), List.of(), List.of(), List.of(), List.of(), List.of(), null))) {
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
    List<TagFilter> filters = new ArrayList<>();
    add(filters, any(rules.include(), TagFilter.Glob::new, field + ".include"));
    add(filters, any(rules.regex(), TagFilter.Regex::parse, field + ".regex"));
    add(
        filters,
        any(
            rules.semver(),
            text -> new TagFilter.InRange(SemverConstraint.parse(text)),
            field + ".semver"));
    add(filters, without(any(rules.exclude(), TagFilter.Glob::new, field + ".exclude")));
    add(
        filters,
        without(any(rules.excludeRegex(), TagFilter.Regex::parse, field + ".excludeRegex")));
    TagRules.Latest latest = rules.latest();
    if (latest != null) {
      if (latest.count() < 1) {
        throw ProblemException.invalid(field + ".latest.count", "must be 1 or more");
      }
      filters.add(
          latest.by() == TagRules.Order.LIST
              ? new TagFilter.LastListed(latest.count())
              : new TagFilter.HighestVersions(latest.count()));
    }
    return switch (filters.size()) {
      case 0 -> new TagFilter.Everything();
      case 1 -> filters.getFirst();
      default -> new TagFilter.AllOf(filters);
    };
  }

  private static void add(List<TagFilter> filters, @Nullable TagFilter filter) {
    if (filter != null) {
      filters.add(filter);
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
