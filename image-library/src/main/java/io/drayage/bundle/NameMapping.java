package io.drayage.bundle;

import io.drayage.image.InvalidFormatException;

/**
 * Says that names below one place are to be below another one: {@code docker.io=mirror.example/hub}
 * makes {@code mirror.example/hub/library/alpine} of {@code docker.io/library/alpine}.
 *
 * @param from a registry, a namespace on one, or a repository
 * @param to the same kind of thing
 */
public record NameMapping(String from, String to) {

  public NameMapping {
    if (from.isEmpty() || to.isEmpty() || from.endsWith("/") || to.endsWith("/")) {
      throw new InvalidFormatException(
          "invalid mapping \"%s=%s\": expected FROM=TO, as in docker.io=registry.example.com/hub"
              .formatted(from, to));
    }
  }

  /** Reads {@code FROM=TO}. */
  public static NameMapping parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new NameMapping(text, "")
        : new NameMapping(text.substring(0, equals), text.substring(equals + 1));
  }

  boolean matches(String name) {
    return name.equals(from) || name.startsWith(from + "/");
  }

  String apply(String name) {
    return to + name.substring(from.length());
  }
}
