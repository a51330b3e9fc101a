package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.tag.NamePattern;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the names and patterns of rules. */
final class Patterns {
  static final NamePattern EVERYTHING = new NamePattern("**");
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private Patterns() {}

  static NamePattern read(String field, @Nullable String text) {
    if (text == null) {
      return EVERYTHING;
    }
    try {
      return new NamePattern(text);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
    }
  }

  static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw ProblemException.invalid(
          "name", "must have from 1 to 63 lower-case letters, digits and inner dashes");
    }
    return text;
  }
}
