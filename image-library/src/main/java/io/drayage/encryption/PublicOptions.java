package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import tools.jackson.databind.JsonNode;

/** What everybody may know of an encrypted layer: the code that its ciphertext must have. */
final class PublicOptions {
  private static final String CIPHER = "AES_256_CTR_HMAC_SHA256";
  private static final String WHAT = "the annotation " + Annotations.PUBLIC_OPTIONS;

  private final byte[] hmac;

  PublicOptions(byte[] hmac) {
    this.hmac = hmac;
  }

  /** Whether the ciphertext has the right code. */
  boolean matches(byte[] code) {
    return MessageDigest.isEqual(code, hmac);
  }

  static PublicOptions read(String annotation) throws EncryptionException {
    JsonNode tree = Options.read(Options.base64(annotation, WHAT), WHAT);
    String cipher = tree.path("cipher").asString("");
    if (!cipher.equals(CIPHER)) {
      throw new EncryptionException(
          "the layer is encrypted by \"%s\", which is not supported: only %s is"
              .formatted(cipher, CIPHER));
    }
    return new PublicOptions(Options.bytes(tree, "hmac", WHAT));
  }

  String annotation() {
    return Options.base64(
        "{\"cipher\":\"%s\",\"hmac\":\"%s\",\"cipheroptions\":{}}"
            .formatted(CIPHER, Options.base64(hmac))
            .getBytes(UTF_8));
  }
}
