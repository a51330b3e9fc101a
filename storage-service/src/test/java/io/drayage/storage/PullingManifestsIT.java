package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.SeededImages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Pulling manifests" and "Checking if content exists". */
@ExtendWith(SharedRegistry.class)
class PullingManifestsIT {
  private final ImageFixture image = SeededImages.image(1);
  private final Wire wire;

  PullingManifestsIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void answersWithExactBytesByTagAndByDigest() throws Exception {
    wire.push(image, "pull/manifests", "v1");

    for (String reference : List.of("v1", image.digest().toString())) {
      Wire.Answer answer = wire.send("GET", "/v2/pull/manifests/manifests/" + reference);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(image.manifest().bytes());
      assertThat(answer.header("Content-Type")).isEqualTo(MediaType.OCI_MANIFEST.value());
      assertThat(answer.header("Docker-Content-Digest")).isEqualTo(image.digest().toString());
    }
  }

  @Test
  void answersHeadWithDigestAndLengthAndNoBody() throws Exception {
    wire.push(image, "pull/heads", "v1");

    for (String reference : List.of("v1", image.digest().toString())) {
      Wire.Answer answer = wire.send("HEAD", "/v2/pull/heads/manifests/" + reference);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Length"))
          .isEqualTo(Integer.toString(image.manifest().size()));
      assertThat(answer.header("Docker-Content-Digest")).isEqualTo(image.digest().toString());
      assertThat(answer.bytes()).isEmpty();
    }
  }

  @Test
  void answersWithTheTypeThatWasPushedWhateverIsAccepted() throws Exception {
    ImageFixture docker = SeededImages.image(2, ImageFormat.DOCKER);
    wire.push(docker, "pull/docker", "v1");

    Wire.Answer answer =
        wire.send(
            "GET",
            "/v2/pull/docker/manifests/v1",
            "Accept",
            "application/vnd.docker.distribution.manifest.v2+json, application/json;q=0.5",
            "Accept",
            "application/vnd.docker.distribution.manifest.v1+prettyjws");

    assertThat(answer.header("Content-Type")).isEqualTo(MediaType.DOCKER_MANIFEST.value());
    assertThat(answer.bytes()).isEqualTo(docker.manifest().bytes());
    assertThat(
            wire.send("GET", "/v2/pull/docker/manifests/v1", "Accept", MediaType.OCI_INDEX.value())
                .status())
        .isEqualTo(200);
  }

  @Test
  void answersBySha512WhenThatIsHowItWasPushed() throws Exception {
    Digest digest = Digest.of(DigestAlgorithm.SHA512, image.manifest().bytes());
    wire.push(image, "pull/sha512");
    wire.put(image, "pull/sha512", digest.toString());

    Wire.Answer answer = wire.send("GET", "/v2/pull/sha512/manifests/" + digest);

    assertThat(answer.bytes()).isEqualTo(image.manifest().bytes());
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(digest.toString());
  }

  @Test
  void answersNotModifiedToWhoHasIt() throws Exception {
    wire.push(image, "pull/known", "v1");
    String etag = wire.send("GET", "/v2/pull/known/manifests/v1").header("ETag");

    for (String condition : List.of(etag, "W/\"x\", " + etag, "W/" + etag, "*")) {
      Wire.Answer answer =
          wire.send("GET", "/v2/pull/known/manifests/v1", "If-None-Match", condition);
      assertThat(answer.status()).as(condition).isEqualTo(304);
      assertThat(answer.bytes()).isEmpty();
    }
    assertThat(
            wire.send("GET", "/v2/pull/known/manifests/v1", "If-None-Match", "\"other\"").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1",
        "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ".starts-with-a-dot"
      })
  void saysThatAManifestIsUnknown(String reference) throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/pull/none/manifests/" + reference);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("\"code\":\"MANIFEST_UNKNOWN\"");
    assertThat(wire.send("HEAD", "/v2/pull/none/manifests/" + reference).status()).isEqualTo(404);
  }

  @Test
  void followsATagThatMoves() throws Exception {
    ImageFixture other = SeededImages.image(3);
    wire.push(image, "pull/moving", "v1");
    assertThat(wire.send("GET", "/v2/pull/moving/manifests/v1").bytes())
        .isEqualTo(image.manifest().bytes());

    wire.push(other, "pull/moving", "v1");

    assertThat(wire.send("GET", "/v2/pull/moving/manifests/v1").bytes())
        .isEqualTo(other.manifest().bytes());
  }

  @Test
  void takesNoNoticeOfTheNamespaceThatContainerdSends() throws Exception {
    wire.push(image, "pull/namespace", "v1");

    Wire.Answer answer = wire.send("GET", "/v2/pull/namespace/manifests/v1?ns=docker.io");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(image.manifest().bytes());
  }
}
