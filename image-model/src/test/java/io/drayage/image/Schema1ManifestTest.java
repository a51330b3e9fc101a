package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class Schema1ManifestTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void listsTheBaseFirst() {
    var manifest = (Schema1Manifest) new Golden("schema1").manifest("manifest.json");

    assertThat(manifest.layers()).hasSize(4);
    assertThat(manifest.history().getFirst()).contains("#(nop) ADD");
    assertThat(manifest.imageLayers())
        .extracting(Schema1Manifest.Layer::empty)
        .containsExactly(false, true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/vnd.docker.distribution.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v1+prettyjws"
      })
  void leavesSignaturesOutOfTheDigest(String type) {
    var golden = new Golden("schema1-signed");

    RawManifest raw = RawManifest.of(golden.bytes("manifest.json"), new MediaType(type));

    assertThat(raw.digest()).hasToString(golden.text("digest"));
    assertThat(raw.bytes()).isEqualTo(golden.bytes("manifest.json"));
  }

  @Test
  void readsOnlyWhatIsSigned() {
    String payload = manifest(step(A, ""));
    String unsigned =
        payload.substring(0, payload.length() - 1)
            + ",\"config\":{},\"signatures\":[{\"protected\":\"%s\"}]}";
    String header =
        "{\"formatLength\":%d,\"formatTail\":\"%s\"}".formatted(payload.length() - 1, base64("}"));

    RawManifest raw =
        RawManifest.of(bytes(unsigned.formatted(base64(header))), MediaType.DOCKER_SCHEMA1_SIGNED);

    assertThat(raw.digest()).isEqualTo(Digest.of(bytes(payload)));
    assertThat(raw.parse()).isInstanceOf(Schema1Manifest.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'formatLength':99999,'formatTail':'fQ'}",
        "{'formatLength':-1,'formatTail':'fQ'}",
        "{'formatLength':1,'formatTail':'*'}",
        "{'formatLength':1}",
        "{'formatTail':'fQ'}",
        "[]"
      })
  void refusesBrokenSignatureHeader(String header) {
    String text =
        "{\"signatures\":[{\"protected\":\"%s\"}]}".formatted(base64(header.replace('\'', '"')));

    assertThatThrownBy(() -> RawManifest.of(bytes(text), MediaType.DOCKER_SCHEMA1_SIGNED))
        .isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void refusesSignaturesThatSignDifferentThings() {
    String first = base64("{\"formatLength\":1,\"formatTail\":\"fQ\"}");
    String second = base64("{\"formatLength\":2,\"formatTail\":\"fQ\"}");
    String text =
        "{\"signatures\":[{\"protected\":\"%s\"},{\"protected\":\"%s\"}]}".formatted(first, second);

    assertThatThrownBy(() -> RawManifest.of(bytes(text), MediaType.DOCKER_SCHEMA1_SIGNED))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("do not sign the same");
  }

  @Test
  void refusesHistoryOfAnotherLength() {
    String text = manifest(step(A, "")).replaceFirst("\"history\":\\[.*\\]", "\"history\":[]");

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("1 layers but 0 history entries");
  }

  @Test
  void refusesBrokenChains() {
    assertBroken(manifest(step("short", "")), "invalid id");
    assertBroken(manifest(step(A, B)), "the parent of " + A);
    assertBroken(manifest(step(A, ""), step(B, B)), "the parent of " + B);
    assertBroken(manifest(step(A, ""), step(B, A), step(A, B)), "more than once");
    assertBroken(manifest("[]"), "not a JSON object");
  }

  private static void assertBroken(String text, String message) {
    Schema1Manifest manifest = parse(text);

    assertThatThrownBy(manifest::imageLayers)
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(message);
  }

  private static Schema1Manifest parse(String text) {
    return (Schema1Manifest) RawManifest.of(bytes(text), MediaType.DOCKER_SCHEMA1).parse();
  }

  private static String step(String id, String parent) {
    return "{\"id\":\"%s\",\"parent\":\"%s\"}".formatted(id, parent);
  }

  /** Takes the steps with the base first. */
  private static String manifest(String... steps) {
    ObjectNode root = Json.nodes().objectNode();
    root.put("schemaVersion", 1);
    ArrayNode layers = root.putArray("fsLayers");
    ArrayNode history = root.putArray("history");
    for (String step : List.of(steps).reversed()) {
      layers.addObject().put("blobSum", Digest.of(bytes(step)).toString());
      history.addObject().put("v1Compatibility", step);
    }
    return new String(GoJson.bytes(root), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
