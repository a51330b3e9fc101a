package io.drayage.api.copier;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tags of a repository are meant. All that are given must be satisfied, {@code latest} comes
 * last. Nothing at all means every tag.
 *
 * @param only exactly these tags and digests; the registry is not asked for its tags, and nothing
 *     else can be given
 * @param include shell patterns; the tag matches one of them
 * @param exclude shell patterns; the tag matches none of them
 * @param regex RE2 expressions; the tag holds a match of one of them
 * @param excludeRegex the same, and the tag holds a match of none
 * @param semver constraints such as {@code >=1.2 <2}; the tag is a version in the range of one
 * @param newerThan such as {@code P30D}: the image was made at most so long ago. Its annotation
 *     {@code org.opencontainers.image.created} or its config says when; one that says nothing is
 *     not meant
 * @param olderThan the same, at least so long ago
 */
public record TagRules(
    List<String> only,
    List<String> include,
    List<String> exclude,
    List<String> regex,
    List<String> excludeRegex,
    List<String> semver,
    @Nullable Duration newerThan,
    @Nullable Duration olderThan,
    @Nullable Latest latest) {

  /** Every tag. */
  public static final TagRules EVERYTHING =
      new TagRules(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null);

  /**
   * How many are left over in the end.
   *
   * @param by {@code semver} for the highest versions, the default; {@code list} for the last in
   *     the registry's order; {@code created} for those that were made last
   */
  public record Latest(int count, @Nullable Order by) {}

  /** What the latest are the latest by. */
  public enum Order {
    SEMVER,
    LIST,
    CREATED
  }

  public TagRules {
    only = list(only);
    include = list(include);
    exclude = list(exclude);
    regex = list(regex);
    excludeRegex = list(excludeRegex);
    semver = list(semver);
  }

  private static List<String> list(@Nullable List<String> values) {
    return values == null ? List.of() : List.copyOf(values);
  }
}
