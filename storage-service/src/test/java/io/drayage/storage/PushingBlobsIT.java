package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.testing.Content;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Pushing a blob monolithically". */
@ExtendWith(SharedRegistry.class)
class PushingBlobsIT {
  private final Content blob = Content.seeded(8, 100_000);
  private final Wire wire;

  PushingBlobsIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void takesPostThenPut() throws Exception {
    Wire.Answer opened = wire.send("POST", "/v2/push/put/blobs/uploads/");
    String upload = opened.header("Location");
    Wire.Answer closed =
        wire.send(
            "PUT",
            upload + "?digest=" + blob.digest(),
            blob.bytes(),
            "Content-Type",
            "application/octet-stream");

    assertThat(opened.status()).isEqualTo(202);
    assertThat(UUID.fromString(upload.substring(upload.lastIndexOf('/') + 1))).isNotNull();
    assertThat(closed.status()).isEqualTo(201);
    assertThat(closed.header("Docker-Content-Digest")).isEqualTo(blob.digest().toString());
    assertThat(wire.send("GET", closed.header("Location")).bytes()).isEqualTo(blob.bytes());
    assertThat(wire.send("GET", upload).status()).isEqualTo(404);
  }

  @Test
  void takesASinglePost() throws Exception {
    Wire.Answer pushed = wire.push("push/post", blob);

    assertThat(pushed.status()).isEqualTo(201);
    assertThat(wire.send("GET", pushed.header("Location")).bytes()).isEqualTo(blob.bytes());
  }

  @Test
  void takesWhatCurlCallsAForm() throws Exception {
    Wire.Answer pushed =
        wire.send(
            "POST",
            "/v2/push/form/blobs/uploads/?digest=" + blob.digest(),
            blob.bytes(),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(pushed.status()).isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void takesBothAlgorithms(DigestAlgorithm algorithm) throws Exception {
    Digest digest = Digest.of(algorithm, blob.bytes());
    String repository = "push/" + algorithm.label();
    Wire.Answer opened =
        wire.send(
            "POST",
            "/v2/%s/blobs/uploads/?digest-algorithm=%s".formatted(repository, algorithm.label()));

    Wire.Answer pushed =
        wire.send("PUT", opened.header("Location") + "?digest=" + digest, blob.bytes());

    assertThat(opened.status()).isEqualTo(202);
    assertThat(pushed.status()).isEqualTo(201);
    assertThat(wire.send("GET", "/v2/%s/blobs/%s".formatted(repository, digest)).bytes())
        .isEqualTo(blob.bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?digest-algorithm=md5", "?digest=md5:00", "?digest=sha256:00", "?mount=nothing"})
  void refusesDigestsThatItDoesNotKnow(String query) throws Exception {
    Wire.Answer answer = wire.send("POST", "/v2/push/unsupported/blobs/uploads/" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"DIGEST_INVALID\"");
  }

  @Test
  void refusesAnotherDigestAndKeepsTheUpload() throws Exception {
    String upload = wire.begin("push/digest");
    Digest wrong = Content.of("something else").digest();

    Wire.Answer refused = wire.send("PUT", upload + "?digest=" + wrong, blob.bytes());
    Wire.Answer accepted = wire.send("PUT", upload + "?digest=" + blob.digest());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("DIGEST_INVALID");
    assertThat(wire.send("HEAD", "/v2/push/digest/blobs/" + wrong).status()).isEqualTo(404);
    assertThat(accepted.status()).isEqualTo(201);
  }

  @Test
  void refusesToEndWithoutADigest() throws Exception {
    String upload = wire.begin("push/no-digest");

    Wire.Answer answer = wire.send("PUT", upload, blob.bytes());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("DIGEST_INVALID");
  }

  @Test
  void takesEmptyBlobsAndWhatIsThereAlready() throws Exception {
    Content empty = Content.of("");
    for (int i = 0; i < 2; i++) {
      String upload = wire.begin("push/empty-blob");
      assertThat(wire.send("PUT", upload + "?digest=" + empty.digest()).status()).isEqualTo(201);
      assertThat(wire.push("push/empty-blob", blob).status()).isEqualTo(201);
    }
    assertThat(wire.send("GET", "/v2/push/empty-blob/blobs/" + empty.digest()).bytes()).isEmpty();
  }

  @Test
  void keepsUploadsToTheirRepository() throws Exception {
    String upload = wire.begin("push/mine");
    String elsewhere = upload.replace("push/mine", "push/other");

    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      Wire.Answer answer = wire.send(method, elsewhere);
      assertThat(answer.status()).as(method).isEqualTo(404);
      assertThat(answer.text()).contains("BLOB_UPLOAD_UNKNOWN");
    }
    assertThat(wire.send("PUT", elsewhere + "?digest=" + blob.digest(), blob.bytes()).status())
        .isEqualTo(404);
    assertThat(wire.send("GET", upload).status()).isEqualTo(204);
  }
}
