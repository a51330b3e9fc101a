package io.drayage.encryption;

import io.drayage.image.JsonTree;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Reads the JSON texts that say how a layer was encrypted. */
final class Options {
  /** No key or code is anywhere near as long. */
  static final int MAXIMUM_SIZE = 64 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(MAXIMUM_SIZE)
                  .maxDocumentLength(MAXIMUM_SIZE)
                  .build())
          .build();

  private Options() {}

  static JsonNode read(byte[] json, String what) throws EncryptionException {
    try {
      JsonNode tree = JsonTree.read(FACTORY, json);
      if (!tree.isObject()) {
        throw new EncryptionException(what + " is no JSON object");
      }
      return tree;
    } catch (JacksonException e) {
      // The parser's message may quote a key.
      throw new EncryptionException(what + " is not valid JSON");
    }
  }

  /** The bytes of a field in base64. */
  static byte[] bytes(JsonNode object, String field, String what) throws EncryptionException {
    JsonNode value = object.path(field);
    if (!value.isString()) {
      throw new EncryptionException("%s has no \"%s\"".formatted(what, field));
    }
    return base64(value.stringValue(), what);
  }

  static byte[] base64(String text, String what) throws EncryptionException {
    if (text.length() > 2 * MAXIMUM_SIZE) {
      throw new EncryptionException(what + " is too long");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new EncryptionException(what + " is not valid base64");
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
