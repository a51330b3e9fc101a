package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Pulling blobs"; ranges by RFC 9110, 14. */
@ExtendWith(SharedRegistry.class)
class PullingBlobsIT {
  private static final int SIZE = 300_000;
  private final Content blob = Content.seeded(7, SIZE);
  private final Wire wire;

  PullingBlobsIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void answersWithTheBytes() throws Exception {
    wire.push("pull/blobs", blob);

    Wire.Answer answer = wire.send("GET", "/v2/pull/blobs/blobs/" + blob.digest());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(blob.bytes());
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(blob.digest().toString());
  }

  @Test
  void answersHeadWithDigestAndLengthAndNoBody() throws Exception {
    wire.push("pull/blob-heads", blob);

    Wire.Answer answer = wire.send("HEAD", "/v2/pull/blob-heads/blobs/" + blob.digest());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(SIZE));
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(blob.digest().toString());
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void answersNotModifiedToWhoHasIt() throws Exception {
    wire.push("pull/known-blob", blob);
    String path = "/v2/pull/known-blob/blobs/" + blob.digest();

    Wire.Answer answer = wire.send("GET", path, "If-None-Match", "\"" + blob.digest() + "\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=10-19, 10, 20",
    "bytes=0-0, 0, 1",
    "bytes=299990-, 299990, 300000",
    "bytes=-5, 299995, 300000",
    "bytes=-900000, 0, 300000",
    "bytes=100000-900000, 100000, 300000",
    "bytes=299999-999999999999999999, 299999, 300000"
  })
  void answersWithAPart(String range, int start, int end) throws Exception {
    wire.push("pull/ranges", blob);

    Wire.Answer answer = wire.send("GET", "/v2/pull/ranges/blobs/" + blob.digest(), "Range", range);

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(start, end - 1, SIZE));
    assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(blob.bytes(), start, end));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=300000-", "bytes=300000-300001", "bytes=-0"})
  void refusesAPartThatIsNotThere(String range) throws Exception {
    wire.push("pull/beyond", blob);

    Wire.Answer answer = wire.send("GET", "/v2/pull/beyond/blobs/" + blob.digest(), "Range", range);

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + SIZE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=9-5",
        "bytes=--5",
        "bytes=-",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-99999999999999999999999999",
        "bytes=99999999999999999999999999-",
        "bytes=-99999999999999999999999999"
      })
  void answersWithTheWholeToARangeThatItDoesNotServe(String range) throws Exception {
    wire.push("pull/odd-ranges", blob);

    Wire.Answer answer =
        wire.send("GET", "/v2/pull/odd-ranges/blobs/" + blob.digest(), "Range", range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).hasSize(SIZE);
  }

  @Test
  void answersWithTheWholeWhenTheRangeIsOfSomethingElse() throws Exception {
    wire.push("pull/if-range", blob);
    String path = "/v2/pull/if-range/blobs/" + blob.digest();

    assertThat(wire.send("GET", path, "Range", "bytes=0-1", "If-Range", "\"other\"").status())
        .isEqualTo(200);
    assertThat(
            wire.send("GET", path, "Range", "bytes=0-1", "If-Range", "\"" + blob.digest() + "\"")
                .status())
        .isEqualTo(206);
  }

  @Test
  void answersHeadWithTheWholeLengthWhateverTheRange() throws Exception {
    wire.push("pull/head-range", blob);

    Wire.Answer answer =
        wire.send("HEAD", "/v2/pull/head-range/blobs/" + blob.digest(), "Range", "bytes=0-9");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(SIZE));
  }

  @Test
  void answersWithAnEmptyBlob() throws Exception {
    Content empty = Content.of("");
    String upload = wire.begin("pull/empty-blob");
    wire.send("PUT", upload + "?digest=" + empty.digest());
    String path = "/v2/pull/empty-blob/blobs/" + empty.digest();

    assertThat(wire.send("GET", path).status()).isEqualTo(200);
    assertThat(wire.send("GET", path).header("Content-Length")).isEqualTo("0");
    assertThat(wire.send("GET", path, "Range", "bytes=0-0").status()).isEqualTo(416);
  }

  @Test
  void keepsBlobsOfOtherRepositoriesToThem() throws Exception {
    wire.push("pull/mine", blob);

    Wire.Answer answer = wire.send("GET", "/v2/pull/yours/blobs/" + blob.digest());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("\"code\":\"BLOB_UNKNOWN\"");
    assertThat(wire.send("HEAD", "/v2/pull/yours/blobs/" + blob.digest()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:abc", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "x"})
  void refusesDigestsThatAreNone(String digest) throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/pull/blobs/blobs/" + digest);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"DIGEST_INVALID\"");
  }
}
