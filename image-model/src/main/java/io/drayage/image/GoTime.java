package io.drayage.image;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 3339 times as Go's time.Time reads and writes them. */
final class GoTime {
  /** What Go writes for a time that was never set. */
  static final String ZERO = "0001-01-01T00:00:00Z";

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d+))?(Z|[+-]\\d{2}:\\d{2})");
  private static final int NANOSECOND_DIGITS = 9;

  private GoTime() {}

  /** The same instant and zone: no zeros behind the last digit, at most nanoseconds, UTC as Z. */
  static String normalise(String text) {
    Matcher matcher = RFC_3339.matcher(text);
    if (!matcher.matches()) {
      throw invalid(text, null);
    }
    String zone = matcher.group(3);
    try {
      LocalDateTime.parse(matcher.group(1));
      boolean utc = zone.equals("Z") || ZoneOffset.of(zone).equals(ZoneOffset.UTC);
      return matcher.group(1) + fraction(matcher.group(2)) + (utc ? "Z" : zone);
    } catch (DateTimeException e) {
      throw invalid(text, e);
    }
  }

  private static String fraction(@Nullable String digits) {
    if (digits == null) {
      return "";
    }
    int end = Math.min(digits.length(), NANOSECOND_DIGITS);
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0 ? "" : "." + digits.substring(0, end);
  }

  private static InvalidFormatException invalid(String text, @Nullable Throwable cause) {
    String message = "\"%s\" is not a time of RFC 3339".formatted(text);
    return cause == null
        ? new InvalidFormatException(message)
        : new InvalidFormatException(message, cause);
  }
}
