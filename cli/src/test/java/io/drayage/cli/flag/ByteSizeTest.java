package io.drayage.cli.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1048576, 1048576",
    "4GiB, 4294967296",
    "4gib, 4294967296",
    "700MB, 700000000",
    "650 MiB, 681574400",
    "1k, 1000",
    "1Ki, 1024",
    "2T, 2000000000000"
  })
  void readsSizesWithUnits(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "GiB", "-1", "4XB", "1.5G", "1i", "99999999999T"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("as in 4GiB or 700MB");
  }
}
