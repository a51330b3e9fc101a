package io.drayage.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.00 kB",
    "12345,12.3 kB",
    "999499,999 kB",
    "999500,1.00 MB",
    "1234567890,1.23 GB"
  })
  void writesThreeDigits(long bytes, String text) {
    assertThat(Sizes.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT0.85S,850ms", "PT4.2S,4.2s", "PT3M5S,3m05s", "PT2H10M,2h10m"})
  void writesTheUnitsThatMatter(Duration duration, String text) {
    assertThat(Sizes.duration(duration)).isEqualTo(text);
  }
}
