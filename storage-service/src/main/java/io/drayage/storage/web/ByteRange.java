package io.drayage.storage.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code Range} header asks for (RFC 9110, 14). Several ranges at once, other units and
 * malformed ones are answered with the whole, as the standard permits.
 */
sealed interface ByteRange {
  Pattern SYNTAX = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  record Whole() implements ByteRange {}

  /** From {@code start} to before {@code end}. */
  record Part(long start, long end) implements ByteRange {}

  record Unsatisfiable() implements ByteRange {}

  static ByteRange read(Optional<String> header, long size) {
    Matcher matcher = SYNTAX.matcher(header.orElse(""));
    if (!matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? size : Long.parseLong(last) + 1;
    if (end <= start && !last.isEmpty()) {
      return new Whole();
    }
    return start >= size ? new Unsatisfiable() : new Part(start, Math.min(end, size));
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 || size == 0
        ? new Unsatisfiable()
        : new Part(Math.max(0, size - length), size);
  }
}
