package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the OpenAPI document as the controllers say. With {@code -Ddray.openapi.write=true} it
 * writes the document instead of comparing it.
 */
class OpenApiIT {
  private static final Path DOCUMENT =
      Path.of("..", "docs", "reference", "openapi", "storage-service.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @TempDir Path data;

  @Test
  void documentIsUpToDate() throws Exception {
    String generated;
    try (RunningRegistry registry =
            RunningRegistry.start(
                data,
                "--springdoc.api-docs.enabled=true",
                "--springdoc.api-docs.version=openapi_3_1",
                "--springdoc.writer-with-order-by-keys=true",
                "--springdoc.default-produces-media-type=application/json",
                "--springdoc.paths-to-match=/api/**");
        Wire wire = Wire.to(registry.uri())) {
      Wire.Answer answer = wire.send("GET", "/v3/api-docs");
      assertThat(answer.status()).isEqualTo(200);
      generated = JSON.writeValueAsString(titled(JSON.readTree(answer.bytes()))) + "\n";
    }
    if (Boolean.getBoolean("dray.openapi.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, generated);
    }

    assertThat(DOCUMENT)
        .as("write it anew with -Dit.test=OpenApiIT -Ddray.openapi.write=true")
        .hasContent(generated);
  }

  /** The address differs with each run, and the title is the project's. */
  private static JsonNode titled(JsonNode document) {
    ObjectNode root = (ObjectNode) document;
    root.remove("servers");
    root.putObject("info").put("title", "Drayage storage service").put("version", "v1");
    return root;
  }
}
