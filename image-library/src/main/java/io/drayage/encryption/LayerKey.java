package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.Digest;
import java.security.SecureRandom;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * What decrypts one layer: ocicrypt's private options. Never printed. The digest of the layer that
 * they may name is written and not believed: whoever encrypts for somebody can claim any.
 */
final class LayerKey {
  private static final String WHAT = "the unwrapped key of the layer";
  private static final int KEY = 32;
  private static final int NONCE = 16;

  private final byte[] key;
  private final byte[] nonce;

  private LayerKey(byte[] key, byte[] nonce) {
    this.key = key;
    this.nonce = nonce;
  }

  static LayerKey random(SecureRandom random) {
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return new LayerKey(key, nonce);
  }

  static LayerKey read(byte[] json) throws EncryptionException {
    JsonNode tree = Options.read(json, WHAT);
    byte[] key = Options.bytes(tree, "symkey", WHAT);
    byte[] nonce = Options.bytes(tree.path("cipheroptions"), "nonce", WHAT);
    if (key.length != KEY || nonce.length != NONCE) {
      throw new EncryptionException(
          "%s has %d bytes and a nonce of %d, not %d and %d"
              .formatted(WHAT, key.length, nonce.length, KEY, NONCE));
    }
    return new LayerKey(key, nonce);
  }

  byte[] json(Digest layer) {
    return "{\"symkey\":\"%s\",\"digest\":\"%s\",\"cipheroptions\":{\"nonce\":\"%s\"}}"
        .formatted(Options.base64(key), layer, Options.base64(nonce))
        .getBytes(UTF_8);
  }

  LayerCipher cipher() {
    return new LayerCipher(key, nonce);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerKey that
        && Arrays.equals(key, that.key)
        && Arrays.equals(nonce, that.nonce);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nonce);
  }

  @Override
  public String toString() {
    return "a layer's key";
  }
}
