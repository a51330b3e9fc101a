package io.drayage.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.cli.flag.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {
  private static final String FILE =
      """
      kind: Sync
      name: base
      spec:
        sources:
          - repository: docker.io/library/alpine
            tags:
              only: [1.10, 2, "true"]
        suspended: true
        priority: 7
      ---
      {"kind": "Registry", "name": "docker.io", "spec": {"username": "me"}}
      """;

  @Test
  void readsDocumentsInTheOrderInWhichTheyCanBeApplied() {
    List<Definition> definitions = DefinitionReader.read(FILE, "f.yaml");

    assertThat(definitions)
        .extracting(Definition::title)
        .containsExactly("registry/docker.io", "sync/base");
    assertThat(definitions.getLast().spec())
        .hasToString(
            "{\"sources\":[{\"repository\":\"docker.io/library/alpine\","
                + "\"tags\":{\"only\":[\"1.10\",2,\"true\"]}}],\"suspended\":true,\"priority\":7}");
  }

  @Test
  void knowsWhereFieldsStand() {
    Definition sync = DefinitionReader.read(FILE, "f.yaml").getLast();

    assertThat(sync.placeOf("sources[0].tags.only[1]")).hasToString("f.yaml:7");
    assertThat(sync.placeOf("sources[0].tags.regex[0]")).hasToString("f.yaml:6");
    assertThat(sync.placeOf("destination")).hasToString("f.yaml:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Sync\\nname: x\\nspek: {} | f:3: the field \"spek\" is unknown",
        "kind: Synk\\nname: x\\nspec: {} | f:1: the kind \"Synk\" is unknown; it must be one of",
        "kind: Run\\nname: x\\nspec: {} | f:1: the kind \"Run\" is unknown",
        "name: x\\nspec: {} | f:1: \"kind\" is missing",
        "kind: Sync\\nname: x\\nspec: {a: 1, a: 2} | f:3: \"a\" is already defined in this map",
        "# nothing | f: defines nothing"
      })
  void refusesWhatCannotBeMeantWithItsLine(String text, String message) {
    assertThatThrownBy(() -> DefinitionReader.read(text.replace("\\n", "\n"), "f"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message);
  }
}
