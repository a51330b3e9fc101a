package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import io.drayage.testing.SeededImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Listing Tags", and the catalog of Docker's registry. */
@ExtendWith(SharedRegistry.class)
class ListingTagsIT {
  private final Wire wire;

  ListingTagsIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void listsThemInAsciiOrder() throws Exception {
    wire.push(SeededImages.image(40), "tags/order", "b", "a", "C", "d", "_x", "10", "9");

    Wire.Answer answer = wire.send("GET", "/v2/tags/order/tags/list");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .isEqualTo(
            "{\"name\":\"tags/order\",\"tags\":[\"10\",\"9\",\"C\",\"_x\",\"a\",\"b\",\"d\"]}");
    assertThat(answer.header("Link")).isEmpty();
  }

  @Test
  void givesPagesWithLinks() throws Exception {
    wire.push(SeededImages.image(40), "tags/pages", "a", "b", "c", "d");

    Wire.Answer first = wire.send("GET", "/v2/tags/pages/tags/list?n=2");
    Wire.Answer last = wire.next(first);

    assertThat(first.text()).endsWith("\"tags\":[\"a\",\"b\"]}");
    assertThat(first.header("Link")).matches("</v2/tags/pages/tags/list\\?.*>; rel=\"next\"");
    assertThat(last.text()).endsWith("\"tags\":[\"c\",\"d\"]}");
    assertThat(last.header("Link")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?n=0 | []",
        "?n=0&last=a | []",
        "?n=3 | ['a','b','c']",
        "?n=999999999 | ['a','b','c']",
        "?last=a | ['b','c']",
        "?last=ab | ['b','c']",
        "?n=1&last=b | ['c']",
        "?last=c | []",
        "?last=zzz&n=5 | []",
        "?last=%7e%2f | []"
      })
  void listsWhatIsBehindTheLastOne(String query, String tags) throws Exception {
    wire.push(SeededImages.image(40), "tags/last", "a", "b", "c");

    Wire.Answer answer = wire.send("GET", "/v2/tags/last/tags/list" + query);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).endsWith("\"tags\":" + tags.replace('\'', '"') + "}");
    assertThat(answer.header("Link")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n=-1", "n=x", "n=1.5", "n=99999999999999999999", "last=%00", "last=%ff"})
  void refusesQueriesThatAreNone(String query) throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/_catalog?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"UNSUPPORTED\"");
  }

  @Test
  void listsNoTagsOfARepositoryThatHasBlobsAlone() throws Exception {
    wire.push("tags/blobs", Content.of("a blob"));

    assertThat(wire.send("GET", "/v2/tags/blobs/tags/list").text())
        .isEqualTo("{\"name\":\"tags/blobs\",\"tags\":[]}");
  }

  @Test
  void saysThatARepositoryIsUnknown() throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/tags/none/tags/list");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("NAME_UNKNOWN");
  }

  @Test
  void listsRepositoriesInPages() throws Exception {
    wire.push(SeededImages.image(41), "zz/first", "v1");
    wire.push(SeededImages.image(41), "zz/last", "v1");

    Wire.Answer first = wire.send("GET", "/v2/_catalog?n=1&last=zz");

    assertThat(first.text()).isEqualTo("{\"repositories\":[\"zz/first\"]}");
    assertThat(wire.next(first).text()).isEqualTo("{\"repositories\":[\"zz/last\"]}");
    assertThat(wire.send("GET", "/v2/_catalog?n=0").text()).isEqualTo("{\"repositories\":[]}");
  }
}
