package io.drayage.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the fake servers and fixtures; field order is the order of insertion. */
final class TestJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TestJson() {}

  static byte[] bytes(Object tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  static JsonNode read(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }
}
