package io.drayage.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-0     | 100 | Part[start=0, end=1]",
        "bytes=10-19   | 100 | Part[start=10, end=20]",
        "bytes=90-200  | 100 | Part[start=90, end=100]",
        "bytes=99-     | 100 | Part[start=99, end=100]",
        "bytes=-1      | 100 | Part[start=99, end=100]",
        "bytes=-200    | 100 | Part[start=0, end=100]",
        "bytes=100-    | 100 | Unsatisfiable[]",
        "bytes=0-      | 0   | Unsatisfiable[]",
        "bytes=-0      | 100 | Unsatisfiable[]",
        "bytes=20-10   | 100 | Whole[]",
        "bytes=-       | 100 | Whole[]",
        "bytes=0-1,4-5 | 100 | Whole[]",
        "lines=0-1     | 100 | Whole[]",
        "bytes=a-b     | 100 | Whole[]",
        "bytes=0-99999999999999999999 | 100 | Whole[]",
      })
  void readsWhatIsAskedFor(String header, long size, String range) {
    assertThat(ByteRange.read(Optional.of(header), size)).hasToString(range);
  }
}
