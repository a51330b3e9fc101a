package io.drayage.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemCodeTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference", "problems.md");

  @Test
  void everyCodeIsDocumentedWithItsStatus() throws IOException {
    List<String> documented =
        Files.readAllLines(REFERENCE).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();

    assertThat(documented)
        .as("sections of docs/reference/problems.md, in the order of the enumeration")
        .containsExactlyElementsOf(
            Stream.of(ProblemCode.values())
                .map(code -> "%s (%d)".formatted(code.id(), code.status()))
                .toList());
  }

  @Test
  void codesAreFoundByTheirIds() {
    assertThat(ProblemCode.ofId("tag-immutable")).contains(ProblemCode.TAG_IMMUTABLE);
    assertThat(ProblemCode.ofId("TAG_IMMUTABLE")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"404,NOT_FOUND", "418,MALFORMED_REQUEST", "500,INTERNAL", "502,INTERNAL"})
  void foreignStatusesHaveACode(int status, ProblemCode code) {
    assertThat(ProblemCode.ofStatus(status)).isEqualTo(code);
  }
}
