package io.drayage.registry;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Optional;

/** Headers that describe content. One that cannot be read counts as missing. */
final class ContentHeaders {
  private ContentHeaders() {}

  static Optional<Digest> digest(Answer answer) {
    try {
      return answer.header("Docker-Content-Digest").map(text -> Digest.parse(text.strip()));
    } catch (InvalidFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<MediaType> mediaType(Answer answer) {
    try {
      return answer.header("Content-Type").map(MediaType::parse);
    } catch (InvalidFormatException e) {
      return Optional.empty();
    }
  }
}
