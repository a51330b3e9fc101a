package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.SeededImages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "Listing Referrers" and "Pushing Manifests with Subject". */
@ExtendWith(SharedRegistry.class)
class ListingReferrersIT {
  private static final String SBOM = "application/vnd.test.sbom";
  private static final Content CONFIG = Content.of("{}");

  private final ImageFixture image = SeededImages.image(30);
  private final Descriptor subject = image.manifest().descriptor();
  private final Wire wire;

  ListingReferrersIT(Wire wire) {
    this.wire = wire;
  }

  private static List<Descriptor> descriptors(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(MediaType.OCI_INDEX.value());
    return ((ImageIndex) RawManifest.of(answer.bytes(), MediaType.OCI_INDEX).parse()).manifests();
  }

  private static List<Digest> digests(Wire.Answer answer) {
    return descriptors(answer).stream().map(Descriptor::digest).toList();
  }

  @Test
  void listsWhatHasTheSubjectAndFilters() throws Exception {
    ImageFixture sbom = SeededImages.artifact(subject, SBOM, Content.of("sbom"));
    ImageFixture signature =
        SeededImages.artifact(subject, "application/vnd.test.signature", Content.of("signature"));
    wire.push(image, "referrers/some", "v1");
    wire.push(sbom, "referrers/some");
    wire.push(signature, "referrers/some");
    String path = "/v2/referrers/some/referrers/" + image.digest();

    Wire.Answer pushed = wire.put(sbom, "referrers/some", sbom.digest().toString());
    Wire.Answer all = wire.send("GET", path);
    Wire.Answer some = wire.send("GET", path + "?artifactType=" + SBOM);
    Wire.Answer none = wire.send("GET", path + "?artifactType=application/vnd.test.none");

    assertThat(pushed.header("OCI-Subject")).isEqualTo(image.digest().toString());
    assertThat(all.header("OCI-Filters-Applied")).isEmpty();
    assertThat(digests(all)).containsExactlyInAnyOrder(sbom.digest(), signature.digest());
    assertThat(some.header("OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(digests(some)).containsExactly(sbom.digest());
    assertThat(none.header("OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(digests(none)).isEmpty();
    assertThat(wire.send("HEAD", path).header("Content-Length"))
        .isEqualTo(Integer.toString(all.bytes().length));
  }

  @Test
  void describesImagesByTheirConfigAndIndexesByNothing() throws Exception {
    wire.push("referrers/types", CONFIG);
    RawManifest byConfig =
        manifest(
            """
            {"schemaVersion":2,"config":{"mediaType":"application/vnd.test.config","digest":"%s","size":2},
             "layers":[],"subject":%s,"annotations":{"a.b":"c","é":"<&>"}}
            """,
            MediaType.OCI_MANIFEST);
    RawManifest index =
        manifest(
            """
            {"schemaVersion":2,"ignored":"%s","manifests":[],"subject":%s}
            """,
            MediaType.OCI_INDEX);
    wire.put(byConfig, "/v2/referrers/types/manifests/" + byConfig.digest());
    wire.put(index, "/v2/referrers/types/manifests/" + index.digest());

    List<Descriptor> found =
        descriptors(wire.send("GET", "/v2/referrers/types/referrers/" + image.digest()));

    assertThat(found)
        .containsExactlyInAnyOrder(
            new Descriptor(
                MediaType.OCI_MANIFEST,
                byConfig.digest(),
                byConfig.size(),
                List.of(),
                Map.of("a.b", "c", "é", "<&>"),
                null,
                new MediaType("application/vnd.test.config")),
            index.descriptor());
  }

  private RawManifest manifest(String template, MediaType type) {
    String subjectJson =
        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
            .formatted(subject.mediaType(), subject.digest(), subject.size());
    return RawManifest.of(
        template.formatted(CONFIG.digest(), subjectJson).getBytes(StandardCharsets.UTF_8), type);
  }

  @Test
  void listsNothingForWhatIsUnknown() throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/referrers/none/referrers/" + image.digest());

    assertThat(digests(answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:12", "latest", "md5:d41d8cd98f00b204e9800998ecf8427e"})
  void refusesDigestsThatAreNone(String digest) throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/referrers/none/referrers/" + digest);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("DIGEST_INVALID");
  }

  @Test
  void givesPagesOfThem() throws Exception {
    wire.push(image, "referrers/pages", "v1");
    for (int i = 0; i < 3; i++) {
      wire.push(SeededImages.artifact(subject, SBOM, Content.of("sbom " + i)), "referrers/pages");
    }

    Wire.Answer first =
        wire.send(
            "GET",
            "/v2/referrers/pages/referrers/%s?n=2&artifactType=%s".formatted(image.digest(), SBOM));
    Wire.Answer last = wire.next(first);

    assertThat(first.header("Link")).endsWith("; rel=\"next\"");
    assertThat(digests(first)).hasSize(2);
    assertThat(digests(last)).hasSize(1).doesNotContainAnyElementsOf(digests(first));
    assertThat(last.header("OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(last.header("Link")).isEmpty();
  }

  @Test
  void dividesWhatIsMoreThanAManifestMayHold() throws Exception {
    wire.push("referrers/large", CONFIG);
    List<Digest> pushed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String note = "\\u003c".repeat(100_000) + "é".repeat(200_000) + i;
      RawManifest large =
          manifest(
              """
              {"schemaVersion":2,"config":{"mediaType":"application/vnd.test.config","digest":"%s","size":2},
               "layers":[],"subject":%s,"annotations":{"note":"NOTE"}}
              """
                  .replace("NOTE", note),
              MediaType.OCI_MANIFEST);
      assertThat(wire.put(large, "/v2/referrers/large/manifests/" + large.digest()).status())
          .isEqualTo(201);
      pushed.add(large.digest());
    }

    List<Digest> listed = new ArrayList<>();
    Wire.Answer page = wire.send("GET", "/v2/referrers/large/referrers/" + image.digest());
    listed.addAll(digests(page));
    while (!page.header("Link").isEmpty()) {
      page = wire.next(page);
      assertThat(page.bytes()).hasSizeLessThanOrEqualTo(RawManifest.MAXIMUM_SIZE);
      listed.addAll(digests(page));
    }

    assertThat(listed).containsExactlyInAnyOrderElementsOf(pushed);
  }

  @Test
  void dropsWhatWasDeleted() throws Exception {
    ImageFixture sbom = SeededImages.artifact(subject, SBOM, Content.of("deleted"));
    wire.push(sbom, "referrers/deleted");
    String path = "/v2/referrers/deleted/referrers/" + image.digest();
    assertThat(digests(wire.send("GET", path))).containsExactly(sbom.digest());

    wire.send("DELETE", "/v2/referrers/deleted/manifests/" + sbom.digest());

    assertThat(digests(wire.send("GET", path))).isEmpty();
  }
}
