package io.drayage.testing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of some content, both ends included: RFC 9110, section 14.1. */
record ByteRange(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  static ByteRange all(long length) {
    return new ByteRange(0, length - 1);
  }

  /** Reads a header with one range; empty when it lies outside or is something else. */
  static Optional<ByteRange> parse(String header, long length) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    long first;
    long last = length - 1;
    if (from.isEmpty()) {
      if (to.isEmpty()) {
        return Optional.empty();
      }
      first = Math.max(0, length - Long.parseLong(to));
    } else {
      first = Long.parseLong(from);
      if (!to.isEmpty()) {
        last = Math.min(last, Long.parseLong(to));
      }
    }
    return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
  }

  long length() {
    return last - first + 1;
  }
}
