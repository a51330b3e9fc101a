package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are those that Masterminds/semver 3.4 documents and shows. */
class SemverConstraintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // plain comparisons
        "=2.0.0 | 1.2.3 | false",
        "=2.0.0 | 2.0.0 | true",
        "2.0.0  | v2.0.0 | true",
        "!=4.1.0 | 4.1.0 | false",
        "!=4.1.0 | 4.1.1 | true",
        "<11 | 0.1.0 | true",
        "<11 | 11.1.0 | false",
        "<1.1 | 1.1.1 | false",
        ">=1.1 | 1.1.0 | true",
        "=> 1.1 | 4.1.0 | true",
        ">=11.1 | 11.0.2 | false",
        ">=1.1 | 0.0.9 | false",
        "=<1.1 | 1.1.0 | true",
        "<=1.2.3 | 1.2.4 | false",
        // a partial version stands for all it can become
        "=2.0 | 2.0.1 | true",
        "=2.0 | 2.1.0 | false",
        "2 | 2.1.1 | true",
        "2 | 3.4.5 | false",
        "!=4.1 | 4.1.1 | false",
        "!=4.1 | 5.1.0 | true",
        "!=4.x | 4.1.0 | false",
        ">11 | 11.1.0 | false",
        ">11 | 12.0.0 | true",
        ">11.1 | 11.1.1 | false",
        ">11.1 | 11.2.1 | true",
        "<=11 | 11.2.3 | true",
        "<=11 | 12.2.3 | false",
        "<=1.1 | 1.1.1 | true",
        "<=1.1.x | 1.2.500 | false",
        ">0 | 0 | false",
        ">0 | 1 | true",
        // wildcards
        "* | 4.5.6 | true",
        "2.* | 2.1.1 | true",
        "2.* | 3.4.5 | false",
        "2.1.X | 2.1.9 | true",
        "2.1.x | 2.2.1 | false",
        "0.x.x | 1.2.3 | false",
        "0.0.x | 1.2.3 | false",
        "<1.x | 1.1.1 | false",
        "<1.x | 0.1.1 | true",
        // tilde
        "~1.2.3 | 1.2.5 | true",
        "~1.2.3 | 1.2.2 | false",
        "~1.2.3 | 1.3.2 | false",
        "~>1.2 | 1.2.4 | true",
        "~1.2 | 1.3.4 | false",
        "~1 | 1.4 | true",
        "~1 | 2.1.1 | false",
        "~1.x | 1.3.5 | true",
        "~* | 2.1.1 | true",
        "~0.0.0 | 1.2.3 | true",
        "~0.2.3 | 0.2.5 | true",
        "~0.2.3 | 0.3.5 | false",
        // caret
        "^1.2.3 | 1.8.9 | true",
        "^1.2.3 | 2.8.9 | false",
        "^1.2.3 | 1.2.1 | false",
        "^1.2 | 1.8.9 | true",
        "^1 | 2.8.9 | false",
        "^1.x | 1.1.1 | true",
        "^0.2.3 | 0.2.5 | true",
        "^0.2.3 | 0.5.6 | false",
        "^0.2 | 0.2.5 | true",
        "^0.2 | 0.5.6 | false",
        "^0.0.3 | 0.0.3 | true",
        "^0.0.3 | 0.0.4 | false",
        "^0.0 | 0.0.3 | true",
        "^0.0 | 0.1.4 | false",
        "^0.0 | 1.0.4 | false",
        "^0 | 0.2.3 | true",
        "^0 | 1.1.4 | false",
        "^0.0.0 | 1.2.3 | false",
        // hyphen ranges
        "1.1 - 2 | 1.1.1 | true",
        "1.1 - 2 | 2.9.9 | true",
        "1.1 - 2 | 3.0.0 | false",
        "1.5.0 - 4.5 | 3.7.0 | true",
        "2 - 3, !=2.5.0 | 2.5.0 | false",
        "1.1-3 | 4.3.2 | false",
        // and, or
        ">1.1, <2 | 1.2.1 | true",
        ">1.1, <2 | 1.1.1 | false",
        ">1.1 <2 | 1.2.1 | true",
        ">1.1    <3 | 4.3.2 | false",
        "> 1.1 , <     2 | 1.2.1 | true",
        ">=1.1, <2, !=1.2.3 | 1.2.3 | false",
        "12.3.34 ~1.2.3 | 12.3.34 | false",
      })
  void readsRangesAsMastermindsDoes(String range, String version, boolean expected) {
    assertThat(allows(range, version)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'>=1.1, <2, !=1.2.3 || > 3', 4.1.2, true",
    "'>=1.1, <2, !=1.2.3 || > 3', 3.1.2, false",
    "'>=1.1 <2 !=1.2.3 || >= 3', 3.0.0, true",
    "'>= 1.2.3 < 2.0 || => 3.0 < 4', 2.5.0, false",
    "'3 - 4 || => 5.0, < 6', 5.1.0, true",
  })
  void takesAnyAlternative(String range, String version, boolean expected) {
    assertThat(allows(range, version)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'*', 1.2.3-alpha.1, false",
    "'*-0', 1.2.3-alpha.1, true",
    "'>=1.1', 4.1.0-beta, false",
    "'>=1.1-0', 4.1.0-beta, true",
    "'>=0.0.0-0', 3.4.5-beta.1, true",
    "'>0-0', 0.0.1-alpha, false",
    "'>0.0.0-0', 0.0.0-alpha, true",
    "'<0-z', 0.0.0-alpha, true",
    "'!=4.1', 5.1.0-alpha.1, false",
    "'!=4.1-alpha', 4.1.0-alpha, false",
    "'!=4.1-alpha', 4.1.0, true",
    "'<=1.1-a', 0.1.0-alpha, true",
    "'~1.2.3-beta.2', 1.2.3-beta.4, true",
    "'~1.2.3-beta.2', 1.2.4-beta.2, true",
    "'~1.2.3-beta.2', 1.3.4-beta.2, false",
    "'~1.1.1-beta', 1.1.1-alpha, false",
    "'^1.2.0-alpha.2', 1.2.0-alpha.1, false",
    "'^1.2.0-alpha.0', 1.2.1-alpha.1, true",
    "'^0.2.3-beta.2', 0.3.4-beta.2, false",
    "'^1.2.x-alpha', 1.1.1-beta1, false",
    "'>=1.2.3-BETA', 1.2.3-alpha, true",
    // one prerelease in a group opens the group, but not the other alternative
    "'>=1.0-0, <2', 1.5.0-rc1, true",
    "'>=1.0-0, <2 || >=3', 3.5.0-rc1, false",
    // variants of images are prereleases
    "'>=3.12', 3.14.2-alpine, false",
  })
  void letsPrereleasesInOnlyWhenTheRangeNamesOne(String range, String version, boolean expected) {
    assertThat(allows(range, version)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "foo",
        ">= bar",
        "BAR >= 1.2.3",
        "12.3.4.1234",
        "12.23.4.1234",
        "12.3.34~ 1.2.3",
        ">1.1<2",
        ">1,",
        ",>1",
        ">1,,<2",
        "1 || ",
        ">> 1",
        "1x",
        "> 1 - 2",
        "99999999999999999999",
        "1 -2 - 3 -"
      })
  void refusesWhatIsNoConstraint(String range) {
    assertThatThrownBy(() -> SemverConstraint.parse(range))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageStartingWith("improper constraint");
  }

  private static boolean allows(String range, String version) {
    return SemverConstraint.parse(range).allows(SemanticVersion.parse(version).orElseThrow());
  }
}
