package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1, 2, 3, ''",
    "v1.2.3, 1, 2, 3, ''",
    "1.2, 1, 2, 0, ''",
    "7, 7, 0, 0, ''",
    "01.02.03, 1, 2, 3, ''",
    "1.2.3-beta.1, 1, 2, 3, beta.1",
    "3.14-alpine3.20, 3, 14, 0, alpine3.20",
    "20240131123045, 20240131123045, 0, 0, ''",
  })
  void readsTags(String tag, long major, long minor, long patch, String prerelease) {
    assertThat(SemanticVersion.parse(tag))
        .contains(new SemanticVersion(major, minor, patch, prerelease));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "",
        "v",
        "1.2.3.4",
        "1.2.3-",
        "1.2.3-a..b",
        "1.2-01",
        "V1",
        "1_2",
        "123456789012345678901234567890"
      })
  void leavesOtherTagsAlone(String tag) {
    assertThat(SemanticVersion.parse(tag)).isEmpty();
  }

  @Test
  void ordersAsSemanticVersioningDoes() {
    List<String> ordered =
        List.of(
            "0.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.9",
            "1.10",
            "2");
    String[] shuffled = ordered.reversed().toArray(String[]::new);

    Arrays.sort(
        shuffled,
        (left, right) ->
            SemanticVersion.parse(left)
                .orElseThrow()
                .compareTo(SemanticVersion.parse(right).orElseThrow()));

    assertThat(shuffled).containsExactlyElementsOf(ordered);
  }
}
