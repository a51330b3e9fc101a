package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import io.drayage.sync.VersionComparator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions in the notation of Go's {@code Masterminds/semver} 3.4, which is what
 * skopeo's {@code images-by-semver} takes: comparisons ({@code = != > >= < <= ~ ^}) of full or
 * partial versions, {@code x}, {@code X} and {@code *} as wildcards, {@code 1.2 - 1.4} as an
 * inclusive range, commas or spaces for <em>and</em>, {@code ||} for <em>or</em>.
 *
 * <p>A prerelease ({@code 1.2.3-rc1}, but also the tag {@code 1.2.3-alpine}) is in the range only
 * when a comparison of the same <em>and</em> group names a prerelease; {@code >=1.2-0} lets all of
 * them in. Immutable.
 */
public final class SemverConstraint {

  private static final Pattern OPERATOR = Pattern.compile("!=|>=|=>|<=|=<|~>|[=<>~^]");
  private static final Pattern VERSION =
      Pattern.compile(
          "v?([0-9]+|[xX*])(?:\\.([0-9]+|[xX*]))?(?:\\.([0-9]+|[xX*]))?"
              + "(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?"
              + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
  private static final Pattern DASH = Pattern.compile("\\s+-\\s+");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private final String text;
  private final List<List<VersionComparator>> alternatives;

  private SemverConstraint(String text, List<List<VersionComparator>> alternatives) {
    this.text = text;
    this.alternatives = List.copyOf(alternatives);
  }

  /**
   * Reads a constraint.
   *
   * @throws InvalidFormatException when the text is none, naming the part that is wrong
   */
  public static SemverConstraint parse(String text) {
    var alternatives = new ArrayList<List<VersionComparator>>();
    for (String alternative : text.split("\\|\\|", -1)) {
      alternatives.add(new Scan(alternative).comparators());
    }
    return new SemverConstraint(text, alternatives);
  }

  boolean allows(SemanticVersion version) {
    return alternatives.stream().anyMatch(group -> allAllow(group, version));
  }

  private static boolean allAllow(List<VersionComparator> group, SemanticVersion version) {
    if (version.isPrerelease() && group.stream().noneMatch(c -> c.bound().isPrerelease())) {
      return false;
    }
    return group.stream().allMatch(comparator -> comparator.allows(version));
  }

  /** Prints the constraint as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** Reads one <em>and</em> group from left to right. */
  private static final class Scan {
    private final String text;
    private final List<VersionComparator> found = new ArrayList<>();
    private int at;

    Scan(String text) {
      this.text = text;
    }

    List<VersionComparator> comparators() {
      next(SPACE);
      comparison();
      while (at < text.length()) {
        separator();
        comparison();
      }
      return List.copyOf(found);
    }

    private void comparison() {
      Optional<Matcher> operator = next(OPERATOR);
      next(SPACE);
      VersionComparator lower = comparator(operator.map(Matcher::group).orElse("="));
      if (operator.isEmpty() && next(DASH).isPresent()) {
        found.add(new VersionComparator(Operator.GREATER_OR_EQUAL, lower.bound(), lower.parts()));
        found.add(comparator("<="));
      } else {
        found.add(lower);
      }
      // Trailing space belongs to the comparison unless another one follows it.
      if (text.substring(at).isBlank()) {
        at = text.length();
      }
    }

    private void separator() {
      int before = at;
      next(SPACE);
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        next(SPACE);
      } else if (at == before) {
        throw improper();
      }
    }

    private VersionComparator comparator(String operator) {
      Matcher version = next(VERSION).orElseThrow(this::improper);
      int parts = 0;
      var numbers = new StringBuilder();
      while (parts < 3 && isNumber(version.group(parts + 1))) {
        numbers.append(parts == 0 ? "" : ".").append(version.group(parts + 1));
        parts++;
      }
      String prerelease = version.group(4) == null ? "" : version.group(4);
      String bound = (parts == 0 ? "0" : numbers.toString()) + prerelease;
      SemanticVersion parsed = SemanticVersion.parse(bound).orElseThrow(this::improper);
      return new VersionComparator(operatorOf(operator), parsed, parts);
    }

    private Optional<Matcher> next(Pattern token) {
      Matcher matcher = token.matcher(text).region(at, text.length());
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      at = matcher.end();
      return Optional.of(matcher);
    }

    private static boolean isNumber(String part) {
      return part != null && Character.isDigit(part.charAt(0));
    }

    private static Operator operatorOf(String symbol) {
      return switch (symbol) {
        case "!=" -> Operator.NOT_EQUAL;
        case ">" -> Operator.GREATER;
        case ">=", "=>" -> Operator.GREATER_OR_EQUAL;
        case "<" -> Operator.LESS;
        case "<=", "=<" -> Operator.LESS_OR_EQUAL;
        case "~", "~>" -> Operator.TILDE;
        case "^" -> Operator.CARET;
        default -> Operator.EQUAL;
      };
    }

    private InvalidFormatException improper() {
      return new InvalidFormatException(
          "improper constraint: \"%s\" (at character %d)".formatted(text, at + 1));
    }
  }
}
