package io.drayage.encryption;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in counter mode, the same both ways, and an HMAC-SHA256 of the ciphertext under the same
 * key. Not thread-safe; for one layer in one direction.
 */
final class LayerCipher {
  private final Cipher cipher;
  private final Mac mac;

  LayerCipher(byte[] key, byte[] nonce) {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(nonce));
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES in counter mode", e);
    }
  }

  void encrypt(byte[] buffer, int offset, int length) {
    transform(buffer, offset, length);
    mac.update(buffer, offset, length);
  }

  void decrypt(byte[] buffer, int offset, int length) {
    mac.update(buffer, offset, length);
    transform(buffer, offset, length);
  }

  private void transform(byte[] buffer, int offset, int length) {
    try {
      int done = cipher.update(buffer, offset, length, buffer, offset);
      if (done != length) {
        throw new IllegalStateException("counter mode kept back %d bytes".formatted(length - done));
      }
    } catch (ShortBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code of all that went through; nothing may follow. */
  byte[] code() {
    return mac.doFinal();
  }
}
