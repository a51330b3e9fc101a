package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.ImageIndex;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution specification 1.1, section by section. */
class ProtocolIT {
  @TempDir static Path data;
  private static RunningRegistry registry;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static void push(ImageFixture image, String repository, String... tags) throws Exception {
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(image, repository, tags);
    }
  }

  private static Wire.Answer put(ImageFixture image, String repository, String reference)
      throws Exception {
    return wire.send(
        "PUT",
        "/v2/%s/manifests/%s".formatted(repository, reference),
        image.manifest().bytes(),
        "Content-Type",
        image.manifest().mediaType().value());
  }

  @Test
  void saysThatItSpeaksTheProtocol() throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
  }

  @Nested
  class PullingManifests {
    private final ImageFixture image = SeededImages.image(1);

    @Test
    void answersWithExactBytesByTagAndByDigest() throws Exception {
      push(image, "pull/manifests", "v1");

      for (String reference : List.of("v1", image.digest().toString())) {
        Wire.Answer answer = wire.send("GET", "/v2/pull/manifests/manifests/" + reference);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(image.manifest().bytes());
        assertThat(answer.header("Content-Type")).isEqualTo(MediaType.OCI_MANIFEST.value());
        assertThat(answer.header("Docker-Content-Digest")).isEqualTo(image.digest().toString());
      }
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws Exception {
      push(image, "pull/heads", "v1");

      Wire.Answer answer = wire.send("HEAD", "/v2/pull/heads/manifests/v1");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Length"))
          .isEqualTo(Integer.toString(image.manifest().size()));
      assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void answersNotModifiedToWhoHasIt() throws Exception {
      push(image, "pull/known", "v1");
      String etag = wire.send("GET", "/v2/pull/known/manifests/v1").header("ETag");

      Wire.Answer answer =
          wire.send("GET", "/v2/pull/known/manifests/v1", "If-None-Match", "W/\"x\", " + etag);

      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void saysThatAManifestIsUnknown() throws Exception {
      Wire.Answer answer = wire.send("GET", "/v2/pull/none/manifests/v1");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("\"code\":\"MANIFEST_UNKNOWN\"");
    }

    @Test
    void followsATagThatMoves() throws Exception {
      ImageFixture other = SeededImages.image(2);
      push(image, "pull/moving", "v1");
      assertThat(wire.send("GET", "/v2/pull/moving/manifests/v1").bytes())
          .isEqualTo(image.manifest().bytes());

      push(other, "pull/moving", "v1");

      assertThat(wire.send("GET", "/v2/pull/moving/manifests/v1").bytes())
          .isEqualTo(other.manifest().bytes());
    }
  }

  @Nested
  class PullingBlobs {
    private final Content blob = Content.seeded(7, 300_000);

    @Test
    void answersWithTheBytes() throws Exception {
      wire.push("pull/blobs", blob);

      Wire.Answer answer = wire.send("GET", "/v2/pull/blobs/blobs/" + blob.digest());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(blob.bytes());
    }

    @Test
    void answersWithPartsOfThem() throws Exception {
      wire.push("pull/ranges", blob);
      String path = "/v2/pull/ranges/blobs/" + blob.digest();

      assertPart(wire.send("GET", path, "Range", "bytes=10-19"), 10, 20);
      assertPart(wire.send("GET", path, "Range", "bytes=299990-"), 299_990, 300_000);
      assertPart(wire.send("GET", path, "Range", "bytes=-5"), 299_995, 300_000);
      assertPart(wire.send("GET", path, "Range", "bytes=100000-900000"), 100_000, 300_000);
      assertThat(wire.send("GET", path, "Range", "bytes=300000-").status()).isEqualTo(416);
      assertThat(wire.send("GET", path, "Range", "bytes=0-1,5-6").status()).isEqualTo(200);
      assertThat(wire.send("GET", path, "Range", "bytes=0-1", "If-Range", "\"other\"").status())
          .isEqualTo(200);
    }

    private void assertPart(Wire.Answer answer, int start, int end) throws Exception {
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.header("Content-Range"))
          .isEqualTo("bytes %d-%d/300000".formatted(start, end - 1));
      assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(blob.bytes(), start, end));
    }

    @Test
    void keepsBlobsOfOtherRepositoriesToThem() throws Exception {
      wire.push("pull/mine", blob);

      Wire.Answer answer = wire.send("HEAD", "/v2/pull/yours/blobs/" + blob.digest());

      assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void refusesDigestsThatAreNone() throws Exception {
      Wire.Answer answer = wire.send("GET", "/v2/pull/blobs/blobs/sha256:..%2f..%2fetc");

      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Nested
  class PushingBlobs {
    private final Content blob = Content.seeded(8, 100_000);

    @Test
    void takesThemInChunks() throws Exception {
      String upload = wire.begin("push/chunks");
      byte[] bytes = blob.bytes();

      Wire.Answer first =
          wire.send("PATCH", upload, Arrays.copyOf(bytes, 60_000), "Content-Range", "0-59999");
      assertThat(first.status()).isEqualTo(202);
      assertThat(first.header("Range")).isEqualTo("0-59999");
      assertThat(wire.send("GET", first.header("Location")).header("Range")).isEqualTo("0-59999");
      Wire.Answer last =
          wire.send(
              "PUT",
              first.header("Location") + "?digest=" + blob.digest(),
              Arrays.copyOfRange(bytes, 60_000, 100_000),
              "Content-Range",
              "60000-99999");

      assertThat(last.status()).isEqualTo(201);
      assertThat(wire.send("GET", last.header("Location")).bytes()).isEqualTo(bytes);
      assertThat(wire.send("GET", upload).status()).isEqualTo(404);
    }

    @Test
    void refusesChunksOutOfOrderAndSaysWhereItStands() throws Exception {
      String upload = wire.begin("push/order");
      wire.send("PATCH", upload, new byte[100], "Content-Range", "0-99");

      Wire.Answer again = wire.send("PATCH", upload, new byte[100], "Content-Range", "50-149");

      assertThat(again.status()).isEqualTo(416);
      assertThat(again.header("Range")).isEqualTo("0-99");
    }

    @Test
    void refusesChunksThatAreNotAsLongAsTheySay() throws Exception {
      String upload = wire.begin("push/lengths");

      Wire.Answer answer = wire.send("PATCH", upload, new byte[100], "Content-Range", "0-49");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("SIZE_INVALID");
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-0");
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
    void takesSha512() throws Exception {
      Digest digest = Digest.of(DigestAlgorithm.SHA512, blob.bytes());

      Wire.Answer pushed =
          wire.send("POST", "/v2/push/sha512/blobs/uploads/?digest=" + digest, blob.bytes());

      assertThat(pushed.status()).isEqualTo(201);
      assertThat(wire.send("GET", "/v2/push/sha512/blobs/" + digest).bytes())
          .isEqualTo(blob.bytes());
    }

    @Test
    void mountsFromANamedRepositoryAndFromAny() throws Exception {
      wire.push("push/source", blob);
      String mount = "/blobs/uploads/?mount=" + blob.digest();

      Wire.Answer named = wire.send("POST", "/v2/push/named" + mount + "&from=push/source");
      Wire.Answer any = wire.send("POST", "/v2/push/any" + mount);
      Wire.Answer wrong = wire.send("POST", "/v2/push/wrong" + mount + "&from=push/empty");

      assertThat(named.status()).isEqualTo(201);
      assertThat(any.status()).isEqualTo(201);
      assertThat(wrong.status()).isEqualTo(202);
      assertThat(wire.send("GET", "/v2/push/any/blobs/" + blob.digest()).bytes())
          .isEqualTo(blob.bytes());
      assertThat(wire.send("HEAD", "/v2/push/wrong/blobs/" + blob.digest()).status())
          .isEqualTo(404);
    }

    @Test
    void keepsUploadsToTheirRepository() throws Exception {
      String upload = wire.begin("push/mine");

      Wire.Answer answer =
          wire.send("PATCH", upload.replace("push/mine", "push/other"), new byte[10]);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("BLOB_UPLOAD_UNKNOWN");
    }

    @Test
    void takesEmptyBlobs() throws Exception {
      Content empty = Content.of("");
      String upload = wire.begin("push/empty-blob");

      assertThat(wire.send("PUT", upload + "?digest=" + empty.digest()).status()).isEqualTo(201);
      assertThat(wire.send("GET", "/v2/push/empty-blob/blobs/" + empty.digest()).bytes()).isEmpty();
    }

    @Test
    void forgetsCancelledUploads() throws Exception {
      String upload = wire.begin("push/cancelled");

      assertThat(wire.send("DELETE", upload).status()).isEqualTo(204);
      assertThat(wire.send("GET", upload).status()).isEqualTo(404);
    }
  }

  @Nested
  class PushingManifests {
    @Test
    void refusesOneWhoseBlobsAreMissing() throws Exception {
      Wire.Answer answer = put(SeededImages.image(20), "manifests/missing", "v1");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("MANIFEST_BLOB_UNKNOWN");
      assertThat(wire.send("GET", "/v2/manifests/missing/manifests/v1").status()).isEqualTo(404);
    }

    @Test
    void refusesAnIndexWhoseChildrenAreMissing() throws Exception {
      ImageFixture index =
          SeededImages.multiArch(21, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));

      assertThat(put(index, "manifests/childless", "v1").status()).isEqualTo(404);
      push(index, "manifests/childless", "v1");
      assertThat(wire.send("HEAD", "/v2/manifests/childless/manifests/v1").status()).isEqualTo(200);
    }

    @Test
    void refusesAnotherDigest() throws Exception {
      ImageFixture image = SeededImages.image(22);
      push(image, "manifests/digest");

      Wire.Answer answer =
          put(image, "manifests/digest", SeededImages.image(23).digest().toString());

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("DIGEST_INVALID");
    }

    @Test
    void refusesWhatIsNoManifest() throws Exception {
      Wire.Answer answer =
          wire.send(
              "PUT",
              "/v2/manifests/none/manifests/v1",
              "<html>".getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "text/html");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("MANIFEST_INVALID");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
      Wire.Answer answer =
          wire.send(
              "PUT",
              "/v2/manifests/large/manifests/v1",
              new byte[RawManifest.MAXIMUM_SIZE + 1],
              "Content-Type",
              MediaType.OCI_MANIFEST.value());

      assertThat(answer.status()).isEqualTo(413);
    }
  }

  @Nested
  class ListingReferrers {
    private final ImageFixture image = SeededImages.image(30);
    private final Descriptor subject = image.manifest().descriptor();

    @Test
    void listsWhatHasTheSubjectAndFilters() throws Exception {
      ImageFixture sbom =
          SeededImages.artifact(subject, "application/vnd.test.sbom", Content.of("sbom"));
      ImageFixture signature =
          SeededImages.artifact(subject, "application/vnd.test.signature", Content.of("signature"));
      push(image, "referrers/some", "v1");
      push(sbom, "referrers/some");
      push(signature, "referrers/some");

      Wire.Answer pushed = put(sbom, "referrers/some", sbom.digest().toString());
      Wire.Answer all = wire.send("GET", "/v2/referrers/some/referrers/" + image.digest());
      Wire.Answer some =
          wire.send(
              "GET",
              "/v2/referrers/some/referrers/%s?artifactType=application/vnd.test.sbom"
                  .formatted(image.digest()));

      assertThat(pushed.header("OCI-Subject")).isEqualTo(image.digest().toString());
      assertThat(all.header("Content-Type")).isEqualTo(MediaType.OCI_INDEX.value());
      assertThat(all.header("OCI-Filters-Applied")).isEmpty();
      assertThat(digests(all)).containsExactlyInAnyOrder(sbom.digest(), signature.digest());
      assertThat(some.header("OCI-Filters-Applied")).isEqualTo("artifactType");
      assertThat(digests(some)).containsExactly(sbom.digest());
    }

    @Test
    void listsNothingForWhatIsUnknown() throws Exception {
      Wire.Answer answer = wire.send("GET", "/v2/referrers/none/referrers/" + image.digest());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(digests(answer)).isEmpty();
    }

    @Test
    void givesPagesOfThem() throws Exception {
      push(image, "referrers/pages", "v1");
      for (int i = 0; i < 3; i++) {
        push(
            SeededImages.artifact(subject, "application/vnd.test.sbom", Content.of("sbom " + i)),
            "referrers/pages");
      }

      Wire.Answer first =
          wire.send("GET", "/v2/referrers/pages/referrers/%s?n=2".formatted(image.digest()));
      String next = first.header("Link");
      Wire.Answer last = wire.send("GET", next.substring(1, next.indexOf('>')));

      assertThat(digests(first)).hasSize(2);
      assertThat(digests(last)).hasSize(1).doesNotContainAnyElementsOf(digests(first));
      assertThat(last.header("Link")).isEmpty();
    }

    private static List<Digest> digests(Wire.Answer answer) {
      ImageIndex index = (ImageIndex) RawManifest.of(answer.bytes(), MediaType.OCI_INDEX).parse();
      return index.manifests().stream().map(Descriptor::digest).toList();
    }
  }

  @Nested
  class ListingTags {
    @Test
    void givesPagesInOrder() throws Exception {
      push(SeededImages.image(40), "tags/pages", "b", "a", "C", "d");

      Wire.Answer all = wire.send("GET", "/v2/tags/pages/tags/list");
      Wire.Answer first = wire.send("GET", "/v2/tags/pages/tags/list?n=2");
      String next = first.header("Link");
      Wire.Answer last = wire.send("GET", next.substring(1, next.indexOf('>')));

      assertThat(all.text())
          .isEqualTo("{\"name\":\"tags/pages\",\"tags\":[\"C\",\"a\",\"b\",\"d\"]}");
      assertThat(first.text()).endsWith("\"tags\":[\"C\",\"a\"]}");
      assertThat(last.text()).endsWith("\"tags\":[\"b\",\"d\"]}");
      assertThat(last.header("Link")).isEmpty();
      assertThat(wire.send("GET", "/v2/tags/pages/tags/list?n=0").text()).endsWith("\"tags\":[]}");
    }

    @Test
    void saysThatARepositoryIsUnknown() throws Exception {
      Wire.Answer answer = wire.send("GET", "/v2/tags/none/tags/list");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text()).contains("NAME_UNKNOWN");
    }

    @Test
    void listsRepositories() throws Exception {
      push(SeededImages.image(41), "zz/last", "v1");

      assertThat(wire.send("GET", "/v2/_catalog?n=1&last=zz").text())
          .isEqualTo("{\"repositories\":[\"zz/last\"]}");
    }
  }

  @Nested
  class Deleting {
    private final ImageFixture image = SeededImages.image(50);

    @Test
    void deletesATagAndKeepsTheManifest() throws Exception {
      push(image, "delete/tag", "v1", "v2");

      assertThat(wire.send("DELETE", "/v2/delete/tag/manifests/v1").status()).isEqualTo(202);

      assertThat(wire.send("HEAD", "/v2/delete/tag/manifests/v1").status()).isEqualTo(404);
      assertThat(wire.send("HEAD", "/v2/delete/tag/manifests/v2").status()).isEqualTo(200);
      assertThat(wire.send("DELETE", "/v2/delete/tag/manifests/v1").status()).isEqualTo(404);
    }

    @Test
    void deletesAManifestWithItsTags() throws Exception {
      push(image, "delete/manifest", "v1");
      String path = "/v2/delete/manifest/manifests/" + image.digest();
      assertThat(wire.send("GET", path).status()).isEqualTo(200);

      assertThat(wire.send("DELETE", path).status()).isEqualTo(202);

      assertThat(wire.send("GET", path).status()).isEqualTo(404);
      assertThat(wire.send("GET", "/v2/delete/manifest/manifests/v1").status()).isEqualTo(404);
      assertThat(wire.send("DELETE", path).status()).isEqualTo(404);
    }

    @Test
    void deletesBlobsThatNoManifestNeeds() throws Exception {
      push(image, "delete/blob", "v1");
      String blob = "/v2/delete/blob/blobs/" + image.ownBlobs().keySet().iterator().next();

      assertThat(wire.send("DELETE", blob).status()).isEqualTo(405);
      wire.send("DELETE", "/v2/delete/blob/manifests/" + image.digest());
      assertThat(wire.send("DELETE", blob).status()).isEqualTo(202);
      assertThat(wire.send("HEAD", blob).status()).isEqualTo(404);
      assertThat(wire.send("DELETE", blob).status()).isEqualTo(404);
    }
  }
}
