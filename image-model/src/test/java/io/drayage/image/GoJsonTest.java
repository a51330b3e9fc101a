package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoJsonTest {

  @Test
  void escapesWhatGoEscapes() {
    var out = new StringBuilder();

    GoJson.appendString(
        out, "<a href=\"x\">&\u2028\u2029\t\n\r\b\f\u0000\\/\u007f\u00e9\ud83d\ude00");

    assertThat(out)
        .hasToString(
            "\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u2028\\u2029\\t\\n\\r\\u0008\\u000c\\u0000"
                + "\\\\/\u007f\u00e9\ud83d\ude00\"");
  }

  @Test
  void replacesHalfOfASurrogatePair() {
    var out = new StringBuilder();

    GoJson.appendString(out, "\ud83d-\ude00\ud83d");

    assertThat(out).hasToString("\"\ufffd-\ufffd\ufffd\"");
  }

  @Test
  void ordersKeysByCodePoint() {
    assertThat(
            Stream.of("\ud83d\ude00", "b", "\uffee", "a", "", "\u00e9", "ab")
                .sorted(GoJson.KEY_ORDER))
        .containsExactly("", "a", "ab", "b", "\u00e9", "\uffee", "\ud83d\ude00");
  }

  @Test
  void writesTreesCompactlyInTheirOrder() {
    byte[] json =
        "{ \"b\" : [ ], \"a\" : { }, \"n\": [null, true, 12, -1.50, \"<\"] }"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(new String(GoJson.bytes(Json.object(json, "test")), StandardCharsets.UTF_8))
        .isEqualTo("{\"b\":[],\"a\":{},\"n\":[null,true,12,-1.50,\"\\u003c\"]}");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-02T03:04:05Z, 2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05.000Z, 2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05.120300000Z, 2020-01-02T03:04:05.1203Z",
    "2020-01-02T03:04:05.1234567899Z, 2020-01-02T03:04:05.123456789Z",
    "2020-01-02T03:04:05+00:00, 2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05.5-07:30, 2020-01-02T03:04:05.5-07:30",
    "2020-02-29T00:00:00Z, 2020-02-29T00:00:00Z"
  })
  void writesTimesAsGoDoes(String text, String expected) {
    assertThat(GoTime.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2020-01-02",
        "2020-01-02 03:04:05Z",
        "2020-01-02T03:04:05",
        "2020-02-30T00:00:00Z",
        "2020-01-02T25:00:00Z",
        "2020-01-02T03:04:05+99:00"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> GoTime.normalise(text)).isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void keepsFieldsAsTheyAreWritten() {
    String object =
        "{\"z\" : 1.50e3 , \"a\":\"x\\\"y\\u00e9\\/ <\",\"m\": { \"k\" : [ 1 , true,null ] },\"s\":\"\"}";

    assertThat(new String(JsonFields.read(object).without("s").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"x\\\"y\\u00e9\\/ \\u003c\",\"m\":{\"k\":[1,true,null]},\"z\":1.50e3}");
  }
}
