package io.drayage.storage.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Image specification 1.1, config.md, "Layer ChainID". */
class LayerChainTest {
  private static final Digest A = digest("a");
  private static final Digest B = digest("b");
  private static final Digest C = digest("c");

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSingleLayerIsItsOwnChain() {
    assertThat(LayerChain.ofDiffIds(List.of(A))).containsExactly(A);
  }

  @Test
  void aChainNamesTheOneBelowAndTheLayer() {
    Digest ab = digest(A + " " + B);

    assertThat(LayerChain.ofDiffIds(List.of(A, B, C))).containsExactly(A, ab, digest(ab + " " + C));
  }

  @Test
  void theOrderOfLayersCounts() {
    assertThat(LayerChain.ofDiffIds(List.of(A, B)).getLast())
        .isNotEqualTo(LayerChain.ofDiffIds(List.of(B, A)).getLast());
  }

  @Test
  void chainsOfBlobsAreNoChainsOfDiffIds() {
    assertThat(LayerChain.ofBlobs(List.of(A, B)))
        .hasSize(2)
        .doesNotContainAnyElementsOf(LayerChain.ofDiffIds(List.of(A, B)));
    assertThat(LayerChain.ofBlobs(List.of(A, B)).getFirst())
        .isEqualTo(LayerChain.ofBlobs(List.of(A, C)).getFirst());
  }
}
