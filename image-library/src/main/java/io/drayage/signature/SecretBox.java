package io.drayage.signature;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** NaCl's {@code crypto_secretbox}: XSalsa20 with a Poly1305 tag in front. */
final class SecretBox {
  static final int KEY_SIZE = 32;
  static final int NONCE_SIZE = 24;
  private static final int TAG_SIZE = 16;

  private final XSalsa20Engine cipher = new XSalsa20Engine();
  private final Poly1305 tag = new Poly1305();

  private SecretBox(byte[] key, byte[] nonce) {
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    // The first 32 bytes of the key stream are the key of the tag.
    byte[] tagKey = new byte[32];
    cipher.processBytes(tagKey, 0, tagKey.length, tagKey, 0);
    tag.init(new KeyParameter(tagKey));
  }

  /** Encrypts; the nonce must never be used again with the key. */
  static byte[] seal(byte[] plain, byte[] key, byte[] nonce) {
    SecretBox box = new SecretBox(key, nonce);
    byte[] sealed = new byte[TAG_SIZE + plain.length];
    box.cipher.processBytes(plain, 0, plain.length, sealed, TAG_SIZE);
    System.arraycopy(box.tagOf(sealed), 0, sealed, 0, TAG_SIZE);
    return sealed;
  }

  /** Decrypts, or nothing when the key is another one or something was changed. */
  static Optional<byte[]> open(byte[] sealed, byte[] key, byte[] nonce) {
    if (sealed.length < TAG_SIZE) {
      return Optional.empty();
    }
    SecretBox box = new SecretBox(key, nonce);
    if (!MessageDigest.isEqual(box.tagOf(sealed), Arrays.copyOf(sealed, TAG_SIZE))) {
      return Optional.empty();
    }
    byte[] plain = new byte[sealed.length - TAG_SIZE];
    box.cipher.processBytes(sealed, TAG_SIZE, plain.length, plain, 0);
    return Optional.of(plain);
  }

  private byte[] tagOf(byte[] sealed) {
    byte[] computed = new byte[TAG_SIZE];
    tag.update(sealed, TAG_SIZE, sealed.length - TAG_SIZE);
    tag.doFinal(computed, 0);
    return computed;
  }
}
