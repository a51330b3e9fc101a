package io.drayage.cli.flag;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes like {@code 4GiB}, {@code 700MB} and {@code 1048576}. */
public final class ByteSize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\s*([kmgt]?)(i?)b?");
  private static final String UNITS = "kmgt";

  private ByteSize() {}

  /**
   * The size in bytes: {@code K}, {@code M}, {@code G} and {@code T} count by 1000, {@code Ki} and
   * so on by 1024.
   *
   * @throws UsageException when the text is no size, or none that is larger than 0
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
      throw invalid(text);
    }
    long size = Long.parseLong(matcher.group(1));
    int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    long base = matcher.group(3).isEmpty() ? 1000 : 1024;
    try {
      for (int i = 0; i < power; i++) {
        size = Math.multiplyExact(size, base);
      }
    } catch (ArithmeticException e) {
      throw invalid(text);
    }
    if (size == 0) {
      throw invalid(text);
    }
    return size;
  }

  private static UsageException invalid(String text) {
    return new UsageException(
        "invalid size \"%s\": expected a number with a unit, as in 4GiB or 700MB".formatted(text));
  }
}
