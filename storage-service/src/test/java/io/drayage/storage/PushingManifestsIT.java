package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.SeededImages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Pushing Manifests". */
@ExtendWith(SharedRegistry.class)
class PushingManifestsIT {
  private final Wire wire;

  PushingManifestsIT(Wire wire) {
    this.wire = wire;
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void storesExactBytesUnderDigestAndTag() throws Exception {
    Content config = Content.of("{}");
    wire.push("manifests/bytes", config);
    byte[] bytes =
        json(
            """
            {  "schemaVersion":2, "unknown" : [1,2.50,"\\u00e9"],
             "config":{"mediaType":"application/vnd.test","digest":"%s","size":2},"layers":[]}

            """
                .formatted(config.digest()));

    Wire.Answer answer =
        wire.put(RawManifest.of(bytes, MediaType.OCI_MANIFEST), "/v2/manifests/bytes/manifests/v1");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(Digest.of(bytes).toString());
    assertThat(wire.send("GET", answer.header("Location")).bytes()).isEqualTo(bytes);
    assertThat(wire.send("GET", "/v2/manifests/bytes/manifests/v1").bytes()).isEqualTo(bytes);
  }

  @Test
  void ignoresParametersOfTheType() throws Exception {
    ImageFixture image = SeededImages.image(24);
    wire.push(image, "manifests/parameters");

    Wire.Answer answer =
        wire.send(
            "PUT",
            "/v2/manifests/parameters/manifests/v1",
            image.manifest().bytes(),
            "Content-Type",
            MediaType.OCI_MANIFEST.value() + "; charset=utf-8");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(wire.send("HEAD", "/v2/manifests/parameters/manifests/v1").header("Content-Type"))
        .isEqualTo(MediaType.OCI_MANIFEST.value());
  }

  @Test
  void setsTagsThatThePushByDigestNames() throws Exception {
    ImageFixture image = SeededImages.image(25);
    wire.push(image, "manifests/tags");
    String path = "/v2/manifests/tags/manifests/" + image.digest();

    Wire.Answer answer = wire.put(image.manifest(), path + "?tag=1.2.3&tag=1.2&tag=1&tag=1");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers("OCI-Tag")).containsExactlyInAnyOrder("1.2.3", "1.2", "1");
    for (String tag : answer.headers("OCI-Tag")) {
      assertThat(
              wire.send("HEAD", "/v2/manifests/tags/manifests/" + tag)
                  .header("Docker-Content-Digest"))
          .isEqualTo(image.digest().toString());
    }
    assertThat(wire.put(image.manifest(), path + "?tag=fine&tag=.wrong").status()).isEqualTo(404);
    assertThat(wire.send("HEAD", "/v2/manifests/tags/manifests/fine").status()).isEqualTo(404);
  }

  @Test
  void setsAHundredTagsAtOnceAndNoMore() throws Exception {
    ImageFixture image = SeededImages.image(26);
    wire.push(image, "manifests/hundred");
    String path = "/v2/manifests/hundred/manifests/" + image.digest();

    assertThat(wire.put(image.manifest(), path + "?" + tags(100)).headers("OCI-Tag")).hasSize(100);
    assertThat(wire.put(image.manifest(), path + "?" + tags(101)).status()).isEqualTo(414);
  }

  private static String tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> "tag=t" + i).collect(Collectors.joining("&"));
  }

  @Test
  void takesSha512() throws Exception {
    ImageFixture image = SeededImages.image(27);
    Digest digest = Digest.of(DigestAlgorithm.SHA512, image.manifest().bytes());
    wire.push(image, "manifests/sha512");

    Wire.Answer answer = wire.put(image, "manifests/sha512", digest + "?tag=v1");
    Wire.Answer tagged = wire.send("HEAD", "/v2/manifests/sha512/manifests/v1");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(tagged.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(wire.put(image, "manifests/sha512", "v2?digest=" + digest).status()).isEqualTo(201);
    assertThat(
            wire.send("HEAD", "/v2/manifests/sha512/manifests/v2").header("Docker-Content-Digest"))
        .isEqualTo(digest.toString());
  }

  @Test
  void refusesOneWhoseBlobsAreMissing() throws Exception {
    Wire.Answer answer = wire.put(SeededImages.image(20), "manifests/missing", "v1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("MANIFEST_BLOB_UNKNOWN");
    assertThat(wire.send("GET", "/v2/manifests/missing/manifests/v1").status()).isEqualTo(404);
  }

  @Test
  void refusesAnIndexWhoseChildrenAreMissing() throws Exception {
    ImageFixture index =
        SeededImages.multiArch(21, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

    Wire.Answer answer = wire.put(index, "manifests/childless", "v1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("MANIFEST_BLOB_UNKNOWN");
    wire.push(index, "manifests/childless", "v1");
    assertThat(wire.send("HEAD", "/v2/manifests/childless/manifests/v1").status()).isEqualTo(200);
  }

  @Test
  void refusesAnotherDigest() throws Exception {
    ImageFixture image = SeededImages.image(22);
    wire.push(image, "manifests/digest");

    Wire.Answer answer =
        wire.put(image, "manifests/digest", SeededImages.image(23).digest().toString());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("DIGEST_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "[]",
        "{}",
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}",
        "{\"schemaVersion\":2,\"config\":7,\"layers\":[]}"
      })
  void refusesWhatIsNoManifest(String text) throws Exception {
    Wire.Answer answer =
        wire.send(
            "PUT",
            "/v2/manifests/none/manifests/v1",
            json(text),
            "Content-Type",
            MediaType.OCI_MANIFEST.value());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("MANIFEST_INVALID");
  }

  @Test
  void refusesTypesThatAreNoManifest() throws Exception {
    for (String type : List.of("text/html", "application/octet-stream")) {
      Wire.Answer answer =
          wire.send("PUT", "/v2/manifests/none/manifests/v1", json("<html>"), "Content-Type", type);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("MANIFEST_INVALID");
    }
  }

  @Test
  void takesFourMebibytesAndNoMore() throws Exception {
    Content config = Content.of("{}");
    wire.push("manifests/large", config);
    String start =
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.test\",\"digest\":\"%s\",\"size\":2},\"layers\":[]"
            .formatted(config.digest());
    String largest = start + " ".repeat(RawManifest.MAXIMUM_SIZE - start.length() - 1) + "}";

    assertThat(send(largest).status()).isEqualTo(201);
    Wire.Answer refused = send(largest + " ");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.text()).contains("SIZE_INVALID");
  }

  private Wire.Answer send(String manifest) throws Exception {
    return wire.send(
        "PUT",
        "/v2/manifests/large/manifests/v1",
        json(manifest),
        "Content-Type",
        MediaType.OCI_MANIFEST.value());
  }

  @Test
  void takesASubjectThatIsNotThereAndSaysSo() throws Exception {
    ImageFixture subject = SeededImages.image(28);
    ImageFixture artifact =
        SeededImages.artifact(
            subject.manifest().descriptor(), "application/vnd.test.sbom", Content.of("sbom"));
    for (Content blob : artifact.ownBlobs().values()) {
      wire.push("manifests/subject", blob);
    }

    Wire.Answer answer = wire.put(artifact, "manifests/subject", artifact.digest().toString());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("OCI-Subject")).isEqualTo(subject.digest().toString());
  }
}
