package io.drayage.cli.go;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}. */
public final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
  private static final Map<String, Long> NANOSECONDS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDuration() {}

  /**
   * Reads a duration that is not negative.
   *
   * @throws IllegalArgumentException when the text has another form or is longer than 290 years
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    BigDecimal total = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      long unit = NANOSECONDS.getOrDefault(part.group(2), 0L);
      total = total.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    if (text.isEmpty() || end != text.length()) {
      throw new IllegalArgumentException(
          "invalid duration \"%s\": expected a form like 90s, 1m30s or 500ms".formatted(text));
    }
    if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("invalid duration \"%s\": too long".formatted(text));
    }
    return Duration.ofNanos(total.longValue());
  }
}
