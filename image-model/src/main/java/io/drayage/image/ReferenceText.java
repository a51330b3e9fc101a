package io.drayage.image;

import java.util.Optional;

/**
 * The parts of a reference as they are written, before any of them is checked or normalised: {@code
 * name[:tag][@digest]}. For callers that need to know whether a tag was given at all.
 */
public record ReferenceText(String name, Optional<String> tag, Optional<String> digest) {

  /**
   * Splits at the first {@code @} and at the last colon behind the last slash.
   *
   * @throws InvalidFormatException when the text is empty or the name is
   */
  public static ReferenceText split(String text) {
    int at = text.indexOf('@');
    Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    Optional<String> tag = tagged ? Optional.of(named.substring(colon + 1)) : Optional.empty();
    String name = tagged ? named.substring(0, colon) : named;
    if (name.isEmpty()) {
      throw new InvalidFormatException("invalid reference format: \"%s\"".formatted(text));
    }
    return new ReferenceText(name, tag, digest);
  }
}
