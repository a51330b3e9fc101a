package io.drayage.storage.domain.access;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.regex.Pattern;

/**
 * Which repositories a grant is for: a name, in which {@code *} stands for any characters but a
 * slash and {@code **} for any at all. {@code team/**} is everything below {@code team}, {@code **}
 * everything.
 */
public record RepositoryPattern(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9._/*-]{1,255}");

  /** Every repository. */
  public static final RepositoryPattern EVERYTHING = new RepositoryPattern("**");

  public RepositoryPattern {
    if (!GRAMMAR.matcher(value).matches()
        || value.contains("***")
        || value.contains("//")
        || value.startsWith("/")
        || value.endsWith("/")) {
      throw new InvalidFormatException(
          "invalid repository pattern: expected a lower-case name in which * and ** are wildcards, such as team/**");
    }
  }

  /** Exactly one repository. */
  public static RepositoryPattern of(RepositoryPath repository) {
    return new RepositoryPattern(repository.value());
  }

  public boolean isEverything() {
    return value.equals(EVERYTHING.value);
  }

  /** What the names of all matches begin with; empty when they have nothing in common. */
  public String prefix() {
    int star = value.indexOf('*');
    return star < 0 ? value : value.substring(0, star);
  }

  public boolean matches(RepositoryPath repository) {
    String name = repository.value();
    int star = value.indexOf('*');
    if (star < 0) {
      return value.equals(name);
    }
    if (!name.startsWith(value.substring(0, star))) {
      return false;
    }
    return (star == value.length() - 2 && value.endsWith("**")) || matchesRest(name, star);
  }

  /** Cell by cell: time grows with the product of both lengths, whatever the pattern is. */
  private boolean matchesRest(String name, int start) {
    boolean[] reached = new boolean[name.length() + 1];
    reached[start] = true;
    int at = start;
    while (at < value.length()) {
      if (value.charAt(at) != '*') {
        advance(reached, name, value.charAt(at));
        at++;
        continue;
      }
      boolean deep = value.startsWith("**", at);
      for (int i = 0; i < name.length(); i++) {
        reached[i + 1] |= reached[i] && (deep || name.charAt(i) != '/');
      }
      at += deep ? 2 : 1;
    }
    return reached[name.length()];
  }

  private static void advance(boolean[] reached, String name, char wanted) {
    for (int i = name.length(); i > 0; i--) {
      reached[i] = reached[i - 1] && name.charAt(i - 1) == wanted;
    }
    reached[0] = false;
  }

  @Override
  public String toString() {
    return value;
  }
}
