package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import java.util.List;
import java.util.Optional;

/** Which of the images in a layout or an archive is meant: what stands behind its path. */
sealed interface ImageChoice {

  /** Nothing was said: the only one. */
  record Only() implements ImageChoice {
    @Override
    public String toString() {
      return "";
    }
  }

  /** {@code :name}. */
  record Named(String name) implements ImageChoice {
    @Override
    public String toString() {
      return ":" + name;
    }
  }

  /** {@code :@3}: by its place, counted from 0. */
  record At(int position) implements ImageChoice {
    public At {
      if (position < 0) {
        throw new InvalidFormatException("index @%d must not be negative".formatted(position));
      }
    }

    @Override
    public String toString() {
      return ":@" + position;
    }
  }

  /** Reads {@code @3}; empty when the text has another form. */
  static Optional<At> at(String text) {
    if (!text.startsWith("@")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new At(Integer.parseInt(text.substring(1))));
    } catch (NumberFormatException e) {
      throw new InvalidFormatException(
          "invalid image \"%s\": expected a number behind the @".formatted(text), e);
    }
  }

  /** The name that an image which is written gets. */
  default Optional<String> givenName() {
    return this instanceof Named(String name) ? Optional.of(name) : Optional.empty();
  }

  /** For errors: what there is instead, shortened. */
  static String listing(List<String> names) {
    if (names.isEmpty()) {
      return "it names none";
    }
    List<String> shown = names.subList(0, Math.min(names.size(), 20));
    String more = shown.size() < names.size() ? ", … (%d in all)".formatted(names.size()) : "";
    return "it has " + String.join(", ", shown) + more;
  }
}
