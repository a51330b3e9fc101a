package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Distribution specification 1.1, "Pushing a blob in chunks" and "Cancel a blob upload". There is
 * no smallest chunk, so no {@code OCI-Chunk-Min-Length} either.
 */
@ExtendWith(SharedRegistry.class)
class PushingBlobsInChunksIT {
  private final Content blob = Content.seeded(8, 100_000);
  private final Wire wire;

  PushingBlobsInChunksIT(Wire wire) {
    this.wire = wire;
  }

  private byte[] part(int start, int end) throws Exception {
    return Arrays.copyOfRange(blob.bytes(), start, end);
  }

  @Test
  void takesChunksAndTellsWhereItStands() throws Exception {
    Wire.Answer opened = wire.send("POST", "/v2/chunks/two/blobs/uploads/");
    String upload = opened.header("Location");

    Wire.Answer first = wire.send("PATCH", upload, part(0, 60_000), "Content-Range", "0-59999");
    Wire.Answer status = wire.send("GET", first.header("Location"));
    Wire.Answer last =
        wire.send(
            "PUT",
            first.header("Location") + "?digest=" + blob.digest(),
            part(60_000, 100_000),
            "Content-Range",
            "60000-99999");

    assertThat(opened.header("OCI-Chunk-Min-Length")).isEmpty();
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Range")).isEqualTo("0-59999");
    assertThat(status.status()).isEqualTo(204);
    assertThat(status.header("Range")).isEqualTo("0-59999");
    assertThat(status.header("Location")).isEqualTo(first.header("Location"));
    assertThat(last.status()).isEqualTo(201);
    assertThat(wire.send("GET", last.header("Location")).bytes()).isEqualTo(blob.bytes());
    assertThat(wire.send("GET", upload).status()).isEqualTo(404);
  }

  @Test
  void takesTheLastChunkAsAPatchToo() throws Exception {
    String upload = wire.begin("chunks/patches");
    wire.send("PATCH", upload, part(0, 1), "Content-Range", "0-0");
    wire.send("PATCH", upload, part(1, 100_000), "Content-Range", "1-99999");

    Wire.Answer closed = wire.send("PUT", upload + "?digest=" + blob.digest());

    assertThat(closed.status()).isEqualTo(201);
    assertThat(wire.send("GET", closed.header("Location")).bytes()).isEqualTo(blob.bytes());
  }

  @Test
  void takesAStreamOfUnknownLength() throws Exception {
    String upload = wire.begin("chunks/stream");

    Wire.Answer streamed = wire.stream("PATCH", upload, blob.bytes());
    Wire.Answer closed = wire.send("PUT", upload + "?digest=" + blob.digest());

    assertThat(streamed.status()).isEqualTo(202);
    assertThat(streamed.header("Range")).isEqualTo("0-99999");
    assertThat(closed.status()).isEqualTo(201);
  }

  @Test
  void refusesChunksOutOfOrderAndSaysWhereItStands() throws Exception {
    String upload = wire.begin("chunks/order");
    wire.send("PATCH", upload, part(0, 100), "Content-Range", "0-99");

    Wire.Answer again = wire.send("PATCH", upload, part(50, 150), "Content-Range", "50-149");
    Wire.Answer ahead =
        wire.send(
            "PUT", upload + "?digest=" + blob.digest(), part(200, 300), "Content-Range", "200-299");

    for (Wire.Answer answer : new Wire.Answer[] {again, ahead}) {
      assertThat(answer.status()).isEqualTo(416);
      assertThat(answer.header("Range")).isEqualTo("0-99");
      assertThat(answer.header("Location")).isEqualTo(upload);
    }
    assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-99");
  }

  @Test
  void refusesAFirstChunkThatDoesNotBeginTheBlob() throws Exception {
    String upload = wire.begin("chunks/first");

    assertThat(wire.send("PATCH", upload, part(1, 10), "Content-Range", "1-9").status())
        .isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-49", "0-100", "50-0", "0-999999999999999999"})
  void refusesChunksThatAreNotAsLongAsTheySay(String range) throws Exception {
    String upload = wire.begin("chunks/lengths");

    Wire.Answer answer = wire.send("PATCH", upload, part(0, 100), "Content-Range", range);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("SIZE_INVALID");
    assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "a-b", "-5", "0-", "0-9,20-29", "99999999999999999999-1", "items 0-1"})
  void refusesRangesThatAreNone(String range) throws Exception {
    String upload = wire.begin("chunks/ranges");

    Wire.Answer answer = wire.send("PATCH", upload, part(0, 10), "Content-Range", range);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("BLOB_UPLOAD_INVALID");
  }

  @Test
  void forgetsCancelledUploads() throws Exception {
    String upload = wire.begin("chunks/cancelled");
    wire.send("PATCH", upload, part(0, 100));

    assertThat(wire.send("DELETE", upload).status()).isEqualTo(204);

    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      Wire.Answer answer = wire.send(method, upload);
      assertThat(answer.status()).as(method).isEqualTo(404);
      assertThat(answer.text()).contains("BLOB_UPLOAD_UNKNOWN");
    }
  }
}
