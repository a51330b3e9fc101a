package io.drayage.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bytes by which signatures are kept in files of their own. */
final class StoredSignatures {
  private static final String SIMPLE_FORM = "simple-signing";
  private static final String SIGSTORE_FORM = "sigstore-json";

  private StoredSignatures() {}

  static byte[] write(SimpleSignature signature) {
    return signature.message();
  }

  static byte[] write(SigstoreSignature signature) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mimeType", signature.mediaType().value());
    json.put("payload", Base64.getEncoder().encodeToString(signature.payload()));
    ObjectNode annotations = json.putObject("annotations");
    signature.annotations().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(annotation -> annotations.put(annotation.getKey(), annotation.getValue()));
    byte[] body = SignatureJson.bytes(json);
    byte[] head = ("\0" + SIGSTORE_FORM + "\n").getBytes(US_ASCII);
    byte[] stored = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, stored, head.length, body.length);
    return stored;
  }

  static Signature read(byte[] stored) {
    if (stored.length == 0) {
      throw new InvalidFormatException("the signature is empty");
    }
    SignatureSize.check(stored.length);
    if (stored[0] != 0) {
      if (!beginsMessage(stored[0])) {
        throw new InvalidFormatException(
            "not a signature: it begins with the byte 0x%02x, which begins no OpenPGP message"
                .formatted(stored[0]));
      }
      return new SimpleSignature(stored);
    }
    int end = 1;
    while (end < stored.length && stored[end] != '\n') {
      end++;
    }
    if (end == stored.length) {
      throw new InvalidFormatException("not a signature: the line with its form does not end");
    }
    String form = new String(stored, 1, end - 1, US_ASCII);
    byte[] body = Arrays.copyOfRange(stored, end + 1, stored.length);
    return switch (form) {
      case SIMPLE_FORM -> new SimpleSignature(body);
      case SIGSTORE_FORM -> sigstore(body);
      default ->
          throw new InvalidFormatException(
              "unknown form of a signature; known are %s and %s"
                  .formatted(SIMPLE_FORM, SIGSTORE_FORM));
    };
  }

  /** Whether a packet of compressed data, a one-pass signature or a signature begins so. */
  private static boolean beginsMessage(byte first) {
    int octet = first & 0xff;
    // RFC 4880, section 4.2: the tag is in bits 5 to 2 in the old form, in bits 5 to 0 in the new.
    int tag = octet < 0xc0 ? (octet >> 2) & 0xf : octet & 0x3f;
    boolean hasLength = octet >= 0xc0 || (octet & 3) != 3 || tag == 8;
    return octet >= 0x80 && hasLength && (tag == 2 || tag == 4 || tag == 8);
  }

  private static SigstoreSignature sigstore(byte[] body) {
    JsonObject json = JsonObject.read(body, "the sigstore signature");
    Map<String, String> annotations = new LinkedHashMap<>();
    if (json.has("annotations")) {
      JsonObject listed = json.object("annotations");
      listed.node().propertyNames().forEach(name -> annotations.put(name, listed.text(name)));
    }
    return new SigstoreSignature(
        new MediaType(json.text("mimeType")), json.bytes("payload"), annotations);
  }
}
