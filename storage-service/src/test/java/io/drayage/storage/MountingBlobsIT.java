package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Mounting a blob from another repository". */
@ExtendWith(SharedRegistry.class)
class MountingBlobsIT {
  private final Content blob = Content.seeded(9, 10_000);
  private final Wire wire;

  MountingBlobsIT(Wire wire) {
    this.wire = wire;
  }

  @ParameterizedTest
  @ValueSource(strings = {"&from=mount/source", "", "&from="})
  void mountsFromANamedRepositoryAndFromAny(String from) throws Exception {
    wire.push("mount/source", blob);
    String target = "mount/target" + from.length();

    Wire.Answer answer =
        wire.send(
            "POST", "/v2/%s/blobs/uploads/?mount=%s%s".formatted(target, blob.digest(), from));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(blob.digest().toString());
    assertThat(answer.header("Location"))
        .isEqualTo("/v2/%s/blobs/%s".formatted(target, blob.digest()));
    assertThat(wire.send("GET", answer.header("Location")).bytes()).isEqualTo(blob.bytes());
  }

  @Test
  void beginsAnUploadWhenTheOtherRepositoryHasNoSuchBlob() throws Exception {
    wire.push("mount/source", blob);

    Wire.Answer answer =
        wire.send(
            "POST",
            "/v2/mount/wrong/blobs/uploads/?mount=%s&from=mount/empty".formatted(blob.digest()));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(wire.send("HEAD", "/v2/mount/wrong/blobs/" + blob.digest()).status()).isEqualTo(404);
    assertThat(
            wire.send("PUT", answer.header("Location") + "?digest=" + blob.digest(), blob.bytes())
                .status())
        .isEqualTo(201);
  }

  @Test
  void beginsAnUploadWhenNobodyHasTheBlob() throws Exception {
    Wire.Answer answer =
        wire.send(
            "POST", "/v2/mount/nobody/blobs/uploads/?mount=" + Content.of("nobody's").digest());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Location")).startsWith("/v2/mount/nobody/blobs/uploads/");
  }
}
