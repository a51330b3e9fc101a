package io.drayage.sync;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses from the tags of a repository. A filter is a value without state; it keeps the order of
 * the tags it is given. Filters combine: {@link AllOf} is a pipeline (each sees what the one before
 * left over), {@link AnyOf} a union, {@link Without} a subtraction.
 */
public sealed interface TagFilter {

  /** Those of the tags that the filter lets through, in their order. */
  List<Tag> select(List<Tag> tags);

  /** Every tag. */
  record Everything() implements TagFilter {
    @Override
    public List<Tag> select(List<Tag> tags) {
      return List.copyOf(tags);
    }
  }

  /**
   * Tags of a shell pattern that covers the whole tag: {@code *} is any run of characters, {@code
   * ?} is one; everything else stands for itself.
   */
  record Glob(String pattern) implements TagFilter {
    public Glob {
      if (pattern.isEmpty() || pattern.length() > 512) {
        throw new InvalidFormatException(
            "invalid tag pattern \"%s\": expected 1 to 512 characters".formatted(pattern));
      }
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      return keep(tags, tag -> covers(tag.value()));
    }

    /** Goes back to the last star only, so the work is at most pattern times tag. */
    private boolean covers(String tag) {
      int p = 0;
      int t = 0;
      int star = -1;
      int resume = 0;
      while (t < tag.length()) {
        if (p < pattern.length() && pattern.charAt(p) == '*') {
          star = p++;
          resume = t;
        } else if (p < pattern.length()
            && (pattern.charAt(p) == '?' || pattern.charAt(p) == tag.charAt(t))) {
          p++;
          t++;
        } else if (star >= 0) {
          p = star + 1;
          t = ++resume;
        } else {
          return false;
        }
      }
      return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
  }

  /**
   * Tags that a regular expression in Go's RE2 syntax is found in; write {@code ^…$} to match whole
   * tags. Matching takes time linear in the length of the tag whatever the expression.
   */
  record Regex(Pattern pattern) implements TagFilter {
    public Regex {
      Objects.requireNonNull(pattern);
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidFormatException when RE2 would refuse it
     */
    public static Regex parse(String expression) {
      try {
        return new Regex(Pattern.compile(expression));
      } catch (PatternSyntaxException e) {
        throw new InvalidFormatException(
            "invalid regular expression \"%s\": %s".formatted(expression, e.getDescription()), e);
      }
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      return keep(tags, tag -> pattern.matcher(tag.value()).find());
    }
  }

  /** Tags that are versions and in a range. */
  record InRange(SemverConstraint range) implements TagFilter {
    public InRange {
      Objects.requireNonNull(range);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      return keep(
          tags, tag -> SemanticVersion.parse(tag.value()).filter(range::allows).isPresent());
    }
  }

  /** Tags that another filter does not let through. */
  record Without(TagFilter excluded) implements TagFilter {
    public Without {
      Objects.requireNonNull(excluded);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      Set<Tag> out = new HashSet<>(excluded.select(tags));
      return keep(tags, tag -> !out.contains(tag));
    }
  }

  /** A pipeline: the next filter sees what the one before it let through. */
  record AllOf(List<TagFilter> filters) implements TagFilter {
    public AllOf {
      filters = List.copyOf(filters);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      List<Tag> left = tags;
      for (TagFilter filter : filters) {
        left = filter.select(left);
      }
      return List.copyOf(left);
    }
  }

  /** Tags that at least one of the filters lets through. */
  record AnyOf(List<TagFilter> filters) implements TagFilter {
    public AnyOf {
      filters = List.copyOf(filters);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      Set<Tag> chosen =
          filters.stream()
              .flatMap(filter -> filter.select(tags).stream())
              .collect(Collectors.toSet());
      return keep(tags, chosen::contains);
    }
  }

  /** The highest versions; tags that are no versions are left out. Of equals, the later ones. */
  record HighestVersions(int count) implements TagFilter {
    public HighestVersions {
      requirePositive(count);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      record Versioned(int position, SemanticVersion version) {}

      Set<Integer> chosen =
          IntStream.range(0, tags.size())
              .boxed()
              .flatMap(
                  i ->
                      SemanticVersion.parse(tags.get(i).value())
                          .map(version -> new Versioned(i, version))
                          .stream())
              .sorted(
                  Comparator.comparing(Versioned::version)
                      .thenComparingInt(Versioned::position)
                      .reversed())
              .limit(count)
              .map(Versioned::position)
              .collect(Collectors.toSet());
      return IntStream.range(0, tags.size()).filter(chosen::contains).mapToObj(tags::get).toList();
    }
  }

  /** The last tags in the order in which the registry lists them. */
  record LastListed(int count) implements TagFilter {
    public LastListed {
      requirePositive(count);
    }

    @Override
    public List<Tag> select(List<Tag> tags) {
      return List.copyOf(tags.subList(Math.max(0, tags.size() - count), tags.size()));
    }
  }

  private static void requirePositive(int count) {
    if (count < 1) {
      throw new InvalidFormatException(
          "invalid number of tags %d: expected 1 or more".formatted(count));
    }
  }

  private static List<Tag> keep(List<Tag> tags, Predicate<Tag> wanted) {
    return tags.stream().filter(wanted).toList();
  }
}
