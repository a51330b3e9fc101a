package io.drayage.sidebyside;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON with sorted members and no spaces, so that files that say the same compare equal. */
final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private CanonicalJson() {}

  static String of(byte[] json) {
    try {
      return MAPPER.writeValueAsString(MAPPER.readValue(json, Object.class));
    } catch (JacksonException e) {
      // A tool that wrote no JSON has written something else: that is compared as it is.
      return new String(json, StandardCharsets.UTF_8);
    }
  }
}
