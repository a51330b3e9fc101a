package io.drayage.transport.daemon;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.ReferenceText;
import java.util.regex.Pattern;

/** What an engine knows an image by. */
public sealed interface DaemonName {

  /** A tag or digest in a repository. */
  record Named(Reference reference) implements DaemonName {
    @Override
    public String toString() {
      return reference.toString();
    }
  }

  /** The digest of the image's configuration; only to read. */
  record Id(Digest digest) implements DaemonName {
    @Override
    public String toString() {
      return digest.toString();
    }
  }

  /**
   * Reads {@code sha256:HEX} or a reference with a tag or a digest.
   *
   * @throws InvalidFormatException when it is neither
   */
  static DaemonName parse(String text) {
    if (Text.ID.matcher(text).matches()) {
      return new Id(Digest.parse(text));
    }
    ReferenceText parts = ReferenceText.split(text);
    if (parts.name().equals("sha256")) {
      throw new InvalidFormatException(
          "docker-daemon:%s: the name sha256 is reserved for ids, which have 64 hexadecimal digits"
              .formatted(text));
    }
    if (parts.tag().isEmpty() && parts.digest().isEmpty()) {
      throw new InvalidFormatException(
          "docker-daemon: reference %s has neither a tag nor a digest".formatted(text));
    }
    return new Named(Reference.parse(text));
  }

  /** How an id is written. */
  final class Text {
    private static final Pattern ID = Pattern.compile("sha(256:[a-f0-9]{64}|512:[a-f0-9]{128})");

    private Text() {}
  }
}
