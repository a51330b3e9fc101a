package io.drayage.cli.progress;

import java.time.Duration;
import java.util.Locale;

/** Writes sizes and times for people. */
public final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /** A number of bytes with three digits or so: {@code 999 B}, {@code 1.23 MB}, {@code 45.6 GB}. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    String format =
        unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }

  /**
   * A duration in the units that matter: {@code 850ms}, {@code 4.2s}, {@code 3m05s}, {@code 2h10m}.
   */
  static String duration(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSeconds() < 60) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }
    if (duration.toMinutes() < 60) {
      return "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return "%dh%02dm".formatted(duration.toHours(), duration.toMinutesPart());
  }
}
