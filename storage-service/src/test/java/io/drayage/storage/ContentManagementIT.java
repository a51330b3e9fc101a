package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.SeededImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Distribution specification 1.1, "Content Management": deleting tags, manifests and blobs. */
@ExtendWith(SharedRegistry.class)
class ContentManagementIT {
  private final ImageFixture image = SeededImages.image(50);
  private final Wire wire;

  ContentManagementIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void deletesATagAndKeepsTheManifest() throws Exception {
    wire.push(image, "delete/tag", "v1", "v2");

    assertThat(wire.send("DELETE", "/v2/delete/tag/manifests/v1").status()).isEqualTo(202);

    assertThat(wire.send("GET", "/v2/delete/tag/manifests/v1").status()).isEqualTo(404);
    assertThat(wire.send("HEAD", "/v2/delete/tag/manifests/v2").status()).isEqualTo(200);
    assertThat(wire.send("HEAD", "/v2/delete/tag/manifests/" + image.digest()).status())
        .isEqualTo(200);
    assertThat(wire.send("DELETE", "/v2/delete/tag/manifests/v1").status()).isEqualTo(404);
    assertThat(wire.send("GET", "/v2/delete/tag/tags/list").text()).endsWith("[\"v2\"]}");
  }

  @Test
  void listsNoTagsAfterTheLastIsDeleted() throws Exception {
    wire.push(image, "delete/last-tag", "v1");

    wire.send("DELETE", "/v2/delete/last-tag/manifests/v1");

    assertThat(wire.send("GET", "/v2/delete/last-tag/tags/list").text()).endsWith("\"tags\":[]}");
  }

  @Test
  void deletesAManifestWithItsTags() throws Exception {
    wire.push(image, "delete/manifest", "v1");
    String path = "/v2/delete/manifest/manifests/" + image.digest();
    assertThat(wire.send("GET", path).status()).isEqualTo(200);

    assertThat(wire.send("DELETE", path).status()).isEqualTo(202);

    assertThat(wire.send("GET", path).status()).isEqualTo(404);
    assertThat(wire.send("GET", "/v2/delete/manifest/manifests/v1").status()).isEqualTo(404);
    assertThat(wire.send("DELETE", path).status()).isEqualTo(404);
  }

  @Test
  void deletesNothingOfARepositoryThatIsNotThere() throws Exception {
    String none = "/v2/delete/none/";

    for (String path :
        new String[] {
          none + "manifests/v1",
          none + "manifests/" + image.digest(),
          none + "blobs/" + image.digest()
        }) {
      assertThat(wire.send("DELETE", path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void deletesBlobsThatNoManifestNeeds() throws Exception {
    wire.push(image, "delete/blob", "v1");
    String blob = "/v2/delete/blob/blobs/" + image.ownBlobs().keySet().iterator().next();

    Wire.Answer refused = wire.send("DELETE", blob);

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.text()).contains("\"code\":\"UNSUPPORTED\"");
    wire.send("DELETE", "/v2/delete/blob/manifests/" + image.digest());
    assertThat(wire.send("DELETE", blob).status()).isEqualTo(202);
    assertThat(wire.send("GET", blob).status()).isEqualTo(404);
    assertThat(wire.send("DELETE", blob).status()).isEqualTo(404);
  }
}
