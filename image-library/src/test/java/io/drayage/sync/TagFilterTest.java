package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import io.drayage.sync.TagFilter.AllOf;
import io.drayage.sync.TagFilter.AnyOf;
import io.drayage.sync.TagFilter.Glob;
import io.drayage.sync.TagFilter.HighestVersions;
import io.drayage.sync.TagFilter.InRange;
import io.drayage.sync.TagFilter.LastListed;
import io.drayage.sync.TagFilter.Regex;
import io.drayage.sync.TagFilter.Without;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagFilterTest {

  @ParameterizedTest
  @CsvSource({
    "*, latest, true",
    "1.*, 1.2, true",
    "1.*, 1., true",
    "1.*, 11.2, false",
    "1.?, 1.2, true",
    "1.?, 1.22, false",
    "*-alpine, 3.1-alpine, true",
    "*-alpine, 3.1-alpine3, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "1.2, 1x2, false",
    "latest, latest, true",
    "latest, latest2, false",
    "a*a*a*, aa, false",
  })
  void globCoversTheWholeTag(String pattern, String tag, boolean expected) {
    assertThat(new Glob(pattern).select(tags(tag)).isEmpty()).isNotEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2.1, true", // unanchored
    "'^1\\.13\\.[12]-alpine-perl$', 1.13.2-alpine-perl, true",
    "'^1\\.13\\.[12]-alpine-perl$', 1.13.3-alpine-perl, false",
    "'\\A1\\z', 1, true",
    "'(?P<major>\\d+)-x', 12-x, true",
    "'(?i)LATEST', latest, true",
    "'^\\pL+$', latest, true",
    "'[[:digit:]]{2}', a12, true",
    "'(?U)a+', aa, true",
  })
  void regexIsGos(String expression, String tag, boolean expected) {
    assertThat(Regex.parse(expression).select(tags(tag)).isEmpty()).isNotEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "(?=1)", "(?!rc)", "(?<=a)b", "(a)\\1", "a**", "a++", "a{1001}", "\\Z", "[z-a]"
      })
  void regexRefusesWhatGoRefuses(String expression) {
    assertThatThrownBy(() -> Regex.parse(expression))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(expression);
  }

  @Test
  @Timeout(10)
  void regexThatWouldBacktrackForEverTakesLinearTime() {
    List<Tag> tags = tags("a".repeat(127) + "b");

    long start = System.nanoTime();
    assertThat(Regex.parse("^(a+)+$").select(tags)).isEmpty();
    assertThat(Regex.parse("^(a|a?)+$").select(tags)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void filtersCombine() {
    TagFilter filter =
        new AllOf(
            List.of(
                new AnyOf(List.of(new Glob("1.*"), new Glob("v2*"))),
                new InRange(SemverConstraint.parse(">=1.1-0")),
                new Without(Regex.parse("-rc")),
                new HighestVersions(2)));

    assertThat(
            filter.select(
                tags("latest", "1.0", "1.1", "1.10", "1.2-rc1", "3.0", "v2.1-rc1", "1.9")))
        .isEqualTo(tags("1.10", "1.9"));
  }

  @Test
  void highestVersionsKeepTheOrderOfTheListAndPreferTheLaterOfEquals() {
    assertThat(new HighestVersions(3).select(tags("2", "10", "1.9", "2.0", "latest", "1.10")))
        .isEqualTo(tags("2", "10", "2.0"));
    assertThat(new HighestVersions(1).select(tags("2", "2.0"))).isEqualTo(tags("2.0"));
    assertThat(new HighestVersions(9).select(tags("b", "a"))).isEmpty();
  }

  @Test
  void lastListedTakesTheEndOfTheList() {
    assertThat(new LastListed(2).select(tags("c", "a", "b"))).isEqualTo(tags("a", "b"));
    assertThat(new LastListed(9).select(tags("c", "a"))).isEqualTo(tags("c", "a"));
  }

  @Test
  void numbersOfTagsArePositive() {
    assertThatThrownBy(() -> new HighestVersions(0)).hasMessageContaining("expected 1 or more");
    assertThatThrownBy(() -> new LastListed(-1)).hasMessageContaining("expected 1 or more");
  }

  private static List<Tag> tags(String... values) {
    return Stream.of(values).map(Tag::new).toList();
  }
}
