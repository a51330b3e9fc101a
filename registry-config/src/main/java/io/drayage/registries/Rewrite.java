package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;

/** Puts a location in the place of the prefix of a reference. */
final class Rewrite {
  private Rewrite() {}

  /**
   * @param location an empty one keeps the reference; only wildcard prefixes may have that
   * @throws InvalidFormatException when prefix and reference do not match, or the result is no
   *     reference with an explicit registry
   */
  static Reference apply(Reference reference, String prefix, String location) {
    String text = reference.toString();
    int matched = Prefix.match(text, prefix);
    if (matched == Prefix.NO_MATCH) {
      throw new InvalidFormatException(
          "invalid prefix '%s' for reference '%s'".formatted(prefix, text));
    }
    if (location.isEmpty()) {
      if (!Prefix.isWildcard(prefix)) {
        throw new InvalidFormatException(
            "invalid prefix '%s' for empty location, should be in the format: *.example.com"
                .formatted(prefix));
      }
      return reference;
    }
    return canonical(location + text.substring(matched));
  }

  private static Reference canonical(String text) {
    Reference reference;
    try {
      reference = Reference.parse(text);
    } catch (InvalidFormatException e) {
      throw new InvalidFormatException(
          "invalid reference format: \"%s\" (%s)".formatted(text, e.getMessage()), e);
    }
    if (!reference.toString().equals(text)) {
      throw new InvalidFormatException(
          "repository name must be canonical: \"%s\" would mean \"%s\"".formatted(text, reference));
    }
    return reference;
  }
}
