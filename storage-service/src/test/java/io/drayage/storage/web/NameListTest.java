package io.drayage.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameListTest {
  @Test
  void writesTagsOfARepository() {
    assertThat(text(NameList.ofTags("team/app", List.of("1.0", "latest"))))
        .isEqualTo("{\"name\":\"team/app\",\"tags\":[\"1.0\",\"latest\"]}");
  }

  @Test
  void writesAListOfNothing() {
    assertThat(text(NameList.ofRepositories(List.of()))).isEqualTo("{\"repositories\":[]}");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
