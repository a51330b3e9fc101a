package io.drayage.image;

import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** The JSON Web Signature that wraps a signed schema 1 manifest ("prettyjws" of libtrust). */
final class Schema1Signatures {
  private Schema1Signatures() {}

  /** The bytes that were signed: the manifest without its {@code signatures}. */
  static byte[] payload(byte[] bytes) {
    JsonNode root = Json.object(bytes, "manifest");
    if (Json.elements(root, "signatures").isEmpty()) {
      return bytes;
    }
    JsonNode signature = root.get("signatures").get(0);
    String encoded = Json.requiredText(signature, "protected");
    try {
      JsonNode header = Json.object(Base64.getUrlDecoder().decode(encoded), "signature header");
      long length = Json.requiredSize(header, "formatLength");
      byte[] tail = Base64.getUrlDecoder().decode(Json.requiredText(header, "formatTail"));
      if (length < 0 || length > bytes.length) {
        throw new InvalidFormatException("the signature header's formatLength is out of range");
      }
      byte[] payload = Arrays.copyOf(bytes, (int) length + tail.length);
      System.arraycopy(tail, 0, payload, (int) length, tail.length);
      return payload;
    } catch (InvalidFormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InvalidFormatException("the signature header is not base64", e);
    }
  }
}
