package io.drayage.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyScopesTest {
  @TempDir Path root = Path.of("");

  @Test
  void widensAReferenceStepByStep() {
    assertThat(PolicyScopes.of(Reference.parse("a.b.example:5000/ns/app:1")))
        .containsExactly(
            "a.b.example:5000/ns/app:1",
            "a.b.example:5000/ns/app",
            "a.b.example:5000/ns",
            "a.b.example:5000",
            "*.b.example",
            "*.example");
  }

  @Test
  void namesAnImageOfDockerHubInFull() {
    String digest = "sha256:" + "0".repeat(64);

    assertThat(PolicyScopes.of(Reference.parse("busybox@" + digest)))
        .containsExactly(
            "docker.io/library/busybox@" + digest,
            "docker.io/library/busybox",
            "docker.io/library",
            "docker.io",
            "*.io");
  }

  @Test
  void seesThroughLinksSoThatNoneLeadsAroundARule() throws IOException {
    Path real = root.toRealPath();
    Files.createDirectories(root.resolve("guarded/image"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("guarded"));

    assertThat(PolicyScopes.of(root.resolve("link/image")))
        .startsWith(real.resolve("guarded/image").toString(), real.resolve("guarded").toString())
        .contains(real.toString())
        .doesNotContain("/", "");
    assertThat(PolicyScopes.of(root.resolve("link/missing/image")))
        .startsWith(real.resolve("guarded/missing/image").toString());
    assertThat(PolicyScopes.of(root.resolve("link/../link/image/..")))
        .startsWith(real.resolve("guarded").toString());
  }
}
