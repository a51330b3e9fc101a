package io.drayage.cli.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Presence;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Time;
import io.drayage.cli.go.GoValue.Whole;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GoJsonTest {
  @Test
  void indentsLikeMarshalIndent() {
    GoValue value =
        new Struct(
            List.of(
                Field.of("Name", new Text("a")),
                Field.of("Tags", GoValue.texts(List.of("1", "2"))),
                Field.of("Empty", GoValue.texts(List.of())),
                Field.of("Nil", Nil.SEQUENCE),
                Field.of("Ports", new Dictionary(Map.of("80/tcp", new Struct(List.of())))),
                Field.of("Size", new Whole(7)),
                Field.of("On", new Bool(true))));

    assertThat(GoJson.indented(value, "    "))
        .isEqualTo(
            """
            {
                "Name": "a",
                "Tags": [
                    "1",
                    "2"
                ],
                "Empty": [],
                "Nil": null,
                "Ports": {
                    "80/tcp": {}
                },
                "Size": 7,
                "On": true
            }""");
  }

  @Test
  void escapesWhatHtmlWouldTakeForMarkup() {
    assertThat(GoJson.indented(new Text("<a> & \"b\"\\\n\t\u0001\u2028é"), "  "))
        .isEqualTo("\"\\u003ca\\u003e \\u0026 \\\"b\\\"\\\\\\n\\t\\u0001\\u2028é\"");
    assertThat(GoJson.compact(new Text("<&>"))).isEqualTo("\"<&>\"");
  }

  @Test
  void leavesEmptyFieldsOutOnlyWhereTheyAreOptional() {
    GoValue value =
        new Struct(
            List.of(
                new Field("A", "a", Presence.UNLESS_EMPTY, new Text("")),
                new Field("B", "b", Presence.UNLESS_EMPTY, new Sequence(List.of())),
                new Field("C", "c", Presence.UNLESS_EMPTY, new Struct(List.of())),
                new Field("D", "d", Presence.NEVER, new Text("x")),
                new Field("E", "e", Presence.ALWAYS, new Text(""))));

    assertThat(GoJson.compact(value)).isEqualTo("{\"c\":{},\"e\":\"\"}");
  }

  @Test
  void writesTimesWithAsManyDecimalsAsNeeded() {
    assertThat(GoJson.compact(time("2024-03-01T10:20:30Z"))).isEqualTo("\"2024-03-01T10:20:30Z\"");
    assertThat(GoJson.compact(time("2024-03-01T10:20:30.120+02:00")))
        .isEqualTo("\"2024-03-01T10:20:30.12+02:00\"");
    assertThat(time("2024-03-01T10:20:30.000000009Z"))
        .hasToString("2024-03-01 10:20:30.000000009 +0000 UTC");
  }

  private static Time time(String text) {
    return new Time(OffsetDateTime.parse(text));
  }
}
