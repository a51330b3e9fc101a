package io.drayage.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The lines of an input, one name each, read as they come. Empty lines and those that begin with
 * {@code #} are passed over.
 */
final class NameLines implements Iterator<String> {
  /** No reference is longer than a registry, a name of 255 characters and a long digest. */
  private static final int LONGEST = 8 * 1024;

  private final BufferedReader reader;
  private Optional<String> next = Optional.empty();

  /** The input is not closed: it belongs to whoever opened it. */
  NameLines(InputStream in) {
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public boolean hasNext() {
    try {
      while (next.isEmpty()) {
        Optional<String> line = line();
        if (line.isEmpty()) {
          return false;
        }
        next = line.map(String::strip).filter(text -> !text.isEmpty() && !text.startsWith("#"));
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String line = next.orElseThrow();
    next = Optional.empty();
    return line;
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    int character = reader.read();
    if (character < 0) {
      return Optional.empty();
    }
    while (character >= 0 && character != '\n') {
      if (line.length() == LONGEST) {
        throw new IOException(
            "standard input has a line of more than %d characters, which is no name of an image"
                .formatted(LONGEST));
      }
      line.append((char) character);
      character = reader.read();
    }
    return Optional.of(line.toString());
  }
}
