package io.drayage.storage.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.RepositoryPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPatternTest {
  @ParameterizedTest
  @CsvSource({
    "**,          team/app,     true",
    "*,           app,          true",
    "*,           team/app,     false",
    "team/app,    team/app,     true",
    "team/app,    team/app2,    false",
    "team/app,    team/app/sub, false",
    "team/**,     team/app,     true",
    "team/**,     team/a/b/c,   true",
    "team/**,     team,         false",
    "team/**,     teams/app,    false",
    "team/*,      team/app,     true",
    "team/*,      team/a/b,     false",
    "team-*/app,  team-x/app,   true",
    "team-*/app,  team-x/y/app, false",
    "**/app,      team/x/app,   true",
    "**/app,      app,          false",
    "**/cache-*,  a/b/cache-1,  true",
    "**/cache-*,  a/cache-1/b,  false",
    "a*b*c,       a1b2b3c,      true",
    "a**c/d,      a/b/c/d,      true",
  })
  void matchesNames(String pattern, String name, boolean expected) {
    assertThat(new RepositoryPattern(pattern).matches(new RepositoryPath(name)))
        .isEqualTo(expected);
  }

  @Test
  void takesItsTimeForNoPattern() {
    RepositoryPattern pattern = new RepositoryPattern("a" + "**a".repeat(80) + "b");

    assertThat(pattern.matches(new RepositoryPath("a".repeat(255)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "a***", "A", "a b", "a?"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> new RepositoryPattern(text))
        .isInstanceOf(InvalidFormatException.class);
  }
}
