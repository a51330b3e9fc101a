package io.drayage.image;

import java.util.regex.Pattern;

/**
 * A tag: up to 128 letters, digits, {@code _}, {@code .} and {@code -}, none of the last two first.
 */
public record Tag(String value) implements Comparable<Tag> {
  // In front of the constants: their constructor needs it.
  private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");

  /** What a reference without tag and digest means. */
  public static final Tag LATEST = new Tag("latest");

  public Tag {
    if (!isTag(value)) {
      throw new InvalidFormatException("invalid tag \"%s\"".formatted(value));
    }
  }

  public static boolean isTag(String text) {
    return GRAMMAR.matcher(text).matches();
  }

  @Override
  public int compareTo(Tag other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
