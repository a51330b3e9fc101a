package io.drayage.sync;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag read as a version, as leniently as the tags of images need it: {@code v} in front, missing
 * parts are zero, leading zeros do not matter. The order is that of Semantic Versioning 2.0.0,
 * section 11; build metadata (which a tag cannot carry anyway) does not take part in it.
 *
 * @param major an unsigned 64-bit number, like {@code minor} and {@code patch}
 * @param prerelease what stands behind the dash, empty for a release
 */
record SemanticVersion(long major, long minor, long patch, String prerelease)
    implements Comparable<SemanticVersion> {

  private static final Pattern FORM =
      Pattern.compile(
          "v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?"
              + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

  /** Reads a version, or nothing when the text has not the form of one. */
  static Optional<SemanticVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prerelease = matcher.group(4) == null ? "" : matcher.group(4);
    if (!isPrerelease(prerelease)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SemanticVersion(
              number(matcher.group(1)),
              number(matcher.group(2)),
              number(matcher.group(3)),
              prerelease));
    } catch (NumberFormatException _) {
      // More than 64 bits: a date and time to the nanosecond, say, and no version.
      return Optional.empty();
    }
  }

  boolean isPrerelease() {
    return !prerelease.isEmpty();
  }

  /** Whether the three numbers, without what stands behind the dash, are the same. */
  boolean sameNumbers(SemanticVersion other) {
    return sameMinor(other) && patch == other.patch;
  }

  boolean sameMinor(SemanticVersion other) {
    return major == other.major && minor == other.minor;
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compareUnsigned(major, other.major);
    if (order == 0) {
      order = Long.compareUnsigned(minor, other.minor);
    }
    if (order == 0) {
      order = Long.compareUnsigned(patch, other.patch);
    }
    return order == 0 ? comparePrereleases(prerelease, other.prerelease) : order;
  }

  static int comparePrereleases(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    List<String> ours = List.of(left.split("\\.", -1));
    List<String> theirs = List.of(right.split("\\.", -1));
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      int order = compareIdentifiers(ours.get(i), theirs.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.size(), theirs.size());
  }

  private static int compareIdentifiers(String left, String right) {
    boolean ours = isNumeric(left);
    boolean theirs = isNumeric(right);
    if (ours && theirs) {
      int order = Integer.compare(left.length(), right.length());
      return order == 0 ? left.compareTo(right) : order;
    }
    return ours == theirs ? left.compareTo(right) : Boolean.compare(theirs, ours);
  }

  /** Section 9: numeric identifiers have no leading zeros. */
  private static boolean isPrerelease(String text) {
    for (String identifier : text.split("\\.", -1)) {
      if (identifier.length() > 1 && identifier.charAt(0) == '0' && isNumeric(identifier)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumeric(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseUnsignedLong(digits);
  }
}
