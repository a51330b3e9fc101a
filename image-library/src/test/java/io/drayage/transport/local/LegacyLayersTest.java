package io.drayage.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegacyLayersTest {

  @Test
  void writesJsonAsGoDoes() {
    assertThat(CompactJson.of("{ \"a\" : [ 1.50 , \"b  c\" ],\n\t\"d\\\"<\": \"x & \\\\ y\" }"))
        .isEqualTo("{\"a\":[1.50,\"b  c\"],\"d\\\"\\u003c\":\"x \\u0026 \\\\ y\"}");
  }

  @Test
  void findsTheTextOfTheFields() {
    assertThat(CompactJson.fields("{\"b\":{\"x\":[1,2]},\"a\":\"},\\\",\",\"c\":1e3}"))
        .containsEntry("a", "\"},\\\",\"")
        .containsEntry("b", "{\"x\":[1,2]}")
        .containsEntry("c", "1e3")
        .hasSize(3);
    assertThat(CompactJson.fields("{}")).isEmpty();
  }

  @Test
  void chainsLayersToTheirParents() {
    Digest layer = Digest.of(new byte[] {1});

    List<LegacyLayers.Layer> layers =
        LegacyLayers.of("{\"os\":\"linux\"}".getBytes(UTF_8), List.of(layer, layer));

    assertThat(layers.get(0).json()).isEqualTo("{\"id\":\"%s\"}".formatted(layers.get(0).id()));
    assertThat(layers.get(1).json())
        .contains("\"os\":\"linux\"")
        .contains("\"container\":null")
        .contains("\"parent\":\"" + layers.get(0).id())
        .doesNotContain("layer_id");
    assertThat(layers.get(0).id()).isNotEqualTo(layers.get(1).id());
  }
}
