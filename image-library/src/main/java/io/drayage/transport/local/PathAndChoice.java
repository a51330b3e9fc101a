package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code path[:rest]}; the path ends at the first colon, as everywhere in the field. */
record PathAndChoice(Path path, Optional<String> rest) {

  static PathAndChoice split(String transport, String text) {
    int colon = text.indexOf(':');
    String path = colon < 0 ? text : text.substring(0, colon);
    return new PathAndChoice(
        path(transport, path),
        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)));
  }

  static Path path(String transport, String text) {
    if (text.isEmpty()) {
      throw new InvalidFormatException("%s: needs a path behind the colon".formatted(transport));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidFormatException(
          "%s:%s is not a path: %s".formatted(transport, text, e.getReason()), e);
    }
  }
}
