package io.drayage.storage.domain.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "team/*, team/app, true",
    "team/*, team/app/web, false",
    "team/**, team/app/web, true",
    "**, anything/at/all, true",
    "v?, v1, true",
    "v?, v10, false",
    "v1.0, v1x0, false",
    "regex:v[0-9]+, v12, true",
    "regex:v[0-9]+, v12-rc1, false",
    "*-rc*, v1-rc1, true",
  })
  void matchesWholeNames(String pattern, String name, boolean expected) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"regex:[", "regex:(?<name>x", ""})
  void refusesWhatIsNoPattern(String text) {
    assertThatThrownBy(() -> new NamePattern(text)).isInstanceOf(InvalidFormatException.class);
  }

  /** Backtracking would take longer than the universe is old. */
  @Test
  void matchesInLinearTime() {
    String name = "a".repeat(120);
    assertThat(new NamePattern("regex:(a*)*b").matches(name)).isFalse();
    assertThat(new NamePattern("*a".repeat(60) + "b").matches(name)).isFalse();
  }
}
