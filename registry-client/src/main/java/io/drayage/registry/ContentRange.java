package io.drayage.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of something an answer holds, RFC 9110 section 14.4.
 *
 * @param first the first byte, or -1 when the header is missing or invalid
 * @param total how large the whole is, or -1 when it is not said
 */
record ContentRange(long first, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

  static ContentRange of(Answer answer) {
    Matcher matcher = FORM.matcher(answer.header("Content-Range").orElse("").strip());
    if (!matcher.matches()) {
      return new ContentRange(-1, -1);
    }
    String total = matcher.group(3);
    return new ContentRange(
        Long.parseLong(matcher.group(1)), total.equals("*") ? -1 : Long.parseLong(total));
  }
}
