package io.drayage.storage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.storage.domain.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  private static final String HEX = "0".repeat(64);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v2                            | Version[]",
        "/v2/                           | Version[]",
        "/v2/_catalog                   | Catalog[]",
        "/v2/a/tags/list                | Tags[repository=a]",
        "/v2/a/b/c/tags/list            | Tags[repository=a/b/c]",
        "/v2/tags/list/tags/list        | Tags[repository=tags/list]",
        "/v2/a/manifests/v1             | ManifestByTag[repository=a, tag=v1]",
        "/v2/a/blobs/uploads/           | NewUpload[repository=a]",
        "/v2/blobs/uploads/blobs/uploads | NewUpload[repository=blobs/uploads]",
        "/v2/a/manifests/blobs/manifests/v1 | ManifestByTag[repository=a/manifests/blobs, tag=v1]",
      })
  void knowsThePathsOfTheProtocol(String path, String route) {
    assertThat(Route.parse(path).orElseThrow()).hasToString(route);
  }

  @Test
  void knowsDigests() {
    assertThat(Route.parse("/v2/a/blobs/sha256:" + HEX).orElseThrow())
        .isInstanceOf(Route.Blob.class);
    assertThat(Route.parse("/v2/a/referrers/sha256:" + HEX).orElseThrow())
        .isInstanceOf(Route.Referrers.class);
    assertThat(Route.parse("/v2/a/manifests/sha256:" + HEX).orElseThrow())
        .isInstanceOf(Route.ManifestByDigest.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v2/A/tags/list             | invalid repository name",
        "/v2/../tags/list            | invalid repository name",
        "/v2/a//b/manifests/v1       | invalid repository name",
        "/v2/a/manifests/-x          | invalid tag",
        "/v2/a/blobs/sha256:12       | invalid digest",
        "/v2/a/blobs/md5:12          | unsupported algorithm",
        "/v2/a/blobs/uploads/1       | no upload",
      })
  void refusesMalformedNames(String path, String message) {
    assertThatThrownBy(() -> Route.parse(path))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"/", "/v3/", "/v2/a", "/v2/a/b/c", "/v2x/"})
  void leavesOtherPathsAlone(String path) {
    assertThat(Route.parse(path)).isEmpty();
  }
}
