package io.drayage.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphDocumentTest {
  private static final RepositoryName ASKED = RepositoryName.parse("r.example/family/app");
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private static GraphDocument read(String json) {
    return GraphDocument.read(json.getBytes(StandardCharsets.UTF_8), ASKED).orElseThrow();
  }

  private static String tree(String platform, String topOf) {
    return """
        {"digest":"%1$s","complete":false,"images":[{"digest":"%1$s","config":"%1$s",
         "platform":"%2$s","size":10,"exclusiveBytes":4,"tags":["1"],
         "base":{"images":["family/base:1"],"layers":1},
         "layers":[{"digest":"%1$s","size":10,"topOf":["%3$s"],"more":true}]}]}"""
        .formatted(DIGEST, platform, topOf);
  }

  @Test
  void namesTheRegistryInFrontOfEveryImage() {
    GraphDocument document = read(tree("linux/amd64", "family/app:1"));

    TreeImage image = document.images().getFirst();
    assertThat(document.isComplete()).isFalse();
    assertThat(image.known().orElseThrow().tags()).containsExactly("r.example/family/app:1");
    assertThat(image.known().orElseThrow().base()).containsExactly("r.example/family/base:1");
    assertThat(image.layers().getFirst().topOf()).isEqualTo(List.of("r.example/family/app:1"));
    assertThat(image.layers().getFirst().more()).isTrue();
  }

  @Test
  void printsNothingThatIsNoName() {
    assertThatThrownBy(() -> read(tree("", "\\u001b[2Jevil")).images())
        .isInstanceOf(InvalidFormatException.class);
    assertThat(read(tree("\\u001b[2Jevil", "family/app:1")).images().getFirst().platform())
        .doesNotContain("\u001b");
  }

  @Test
  void takesOtherJsonForNoAnswer() {
    assertThat(GraphDocument.read("{\"errors\":[]}".getBytes(StandardCharsets.UTF_8), ASKED))
        .isEmpty();
    assertThat(GraphDocument.read("<html>".getBytes(StandardCharsets.UTF_8), ASKED)).isEmpty();
  }
}
