package io.drayage.image;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The JSON Web Signatures that wrap a signed schema 1 manifest ("prettyjws" of libtrust). */
final class Schema1Signatures {
  private Schema1Signatures() {}

  /** Which bytes a signature covers: so many of the beginning, and then these. */
  private record Format(long length, String tail) {}

  /**
   * The bytes that were signed: the manifest without its {@code signatures}. Without any, all of
   * them.
   *
   * @throws InvalidFormatException when the header of a signature is malformed, or two disagree
   */
  static byte[] payload(byte[] bytes) {
    List<JsonNode> signatures = Json.elements(Json.object(bytes, "manifest"), "signatures");
    if (signatures.isEmpty()) {
      return bytes;
    }
    Format format = format(signatures.getFirst());
    for (JsonNode signature : signatures) {
      if (!format(signature).equals(format)) {
        throw new InvalidFormatException("the signatures of the manifest do not sign the same");
      }
    }
    if (format.length() < 0 || format.length() > bytes.length) {
      throw new InvalidFormatException("the signature header's formatLength is out of range");
    }
    int length = (int) format.length();
    byte[] tail = decode(format.tail());
    byte[] payload = Arrays.copyOf(bytes, length + tail.length);
    System.arraycopy(tail, 0, payload, length, tail.length);
    return payload;
  }

  private static Format format(JsonNode signature) {
    byte[] header = decode(Json.requiredText(signature, "protected"));
    JsonNode root = Json.object(header, "signature header");
    return new Format(
        Json.requiredSize(root, "formatLength"), Json.requiredText(root, "formatTail"));
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidFormatException("the signature header is not base64", e);
    }
  }
}
