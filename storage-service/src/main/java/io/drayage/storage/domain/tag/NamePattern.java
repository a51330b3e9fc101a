package io.drayage.storage.domain.tag;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.Glob;

/**
 * Which names a rule is for. {@code *} stands for any characters but a slash, {@code **} for any at
 * all, {@code ?} for one that is no slash. What begins with {@code regex:} is a regular expression
 * of RE2 for the whole name, whose time is linear in the name.
 */
public final class NamePattern {
  private static final String REGEX = "regex:";
  private static final int LONGEST = 512;

  private final String text;
  private final Pattern pattern;

  /**
   * Reads one.
   *
   * @throws InvalidFormatException when it is empty, too long, or no expression
   */
  public NamePattern(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new InvalidFormatException("a pattern has from 1 to %d characters".formatted(LONGEST));
    }
    this.text = text;
    this.pattern = compile(text);
  }

  private static Pattern compile(String text) {
    try {
      return Pattern.compile(
          text.startsWith(REGEX) ? text.substring(REGEX.length()) : Glob.expression(text));
    } catch (PatternSyntaxException e) {
      throw new InvalidFormatException(
          "the pattern %s is no regular expression of RE2: %s".formatted(text, e.getDescription()),
          e);
    }
  }

  /** Whether it is for the whole of a name. */
  public boolean matches(String name) {
    return pattern.matches(name);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern same && text.equals(same.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
