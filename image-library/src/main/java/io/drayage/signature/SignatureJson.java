package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.JsonTree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON in and around signatures: read with limits, a key that is there twice is an error. */
final class SignatureJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(Signature.MAXIMUM_SIZE)
                  .maxDocumentLength(Signature.MAXIMUM_SIZE)
                  .build())
          .build();

  /** Made when something is written. */
  private static final class Writing {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }

  private SignatureJson() {}

  /** Reads a document that must be an object; {@code what} names it in errors. */
  static JsonNode object(byte[] bytes, String what) {
    checkEncoding(bytes, what);
    try {
      JsonNode json = JsonTree.read(FACTORY, bytes);
      if (!json.isObject()) {
        throw new InvalidFormatException(what + " is not a JSON object");
      }
      return json;
    } catch (JacksonException e) {
      throw new InvalidFormatException(
          "%s is not valid JSON: %s".formatted(what, e.getOriginalMessage()), e);
    }
  }

  /** Jackson would also read UTF-16, UTF-32 and a byte order mark; others would not. */
  private static void checkEncoding(byte[] bytes, String what) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] <= 0) {
        throw new InvalidFormatException(what + " is not a JSON object in UTF-8");
      }
    }
  }

  static byte[] bytes(JsonNode json) {
    return Writing.MAPPER.writeValueAsBytes(json);
  }
}
