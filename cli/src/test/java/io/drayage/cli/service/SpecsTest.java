package io.drayage.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpecsTest {
  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  @Test
  void absentNullAndEmptyMeanTheSameAndSoDoNumbersAndTheirTexts() {
    assertThat(
            Specs.difference(
                json("{'a': {'only': ['2'], 'regex': []}, 'b': null, 'tls': 'SKIP'}"),
                json("{'a': {'only': [2]}, 'password': 'secret', 'tls': 'skip'}")))
        .isEmpty();
  }

  @Test
  void showsWhatGoesAndWhatComesBetweenWhatStays() {
    assertThat(Specs.difference(json("{'a': 1, 'b': 2, 'c': 3}"), json("{'c': 3, 'a': 1, 'b': 4}")))
        .containsExactly("  a: '1'", "- b: '2'", "+ b: '4'", "  c: '3'");
  }
}
