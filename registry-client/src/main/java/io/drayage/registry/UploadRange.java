package io.drayage.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a blob a registry has: {@code Range: 0-1023} means 1024 bytes. */
final class UploadRange {
  private static final Pattern FORM = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

  private UploadRange() {}

  /**
   * The number of bytes. {@code 0-0} is what registries answer for none, so it is read as none; at
   * most one byte is sent twice by that.
   */
  static long end(Answer answer) {
    Matcher matcher = FORM.matcher(answer.header("Range").orElse("").strip());
    if (!matcher.matches()) {
      return 0;
    }
    long last = Long.parseLong(matcher.group(1));
    return last == 0 ? 0 : last + 1;
  }
}
