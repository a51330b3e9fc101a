package io.drayage.service.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts and decrypts secrets with AES-256-GCM and a random nonce each time. Thread-safe. */
public final class SecretBox {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;

  private final KeyFile file;
  private final SecureRandom random;

  public SecretBox(KeyFile file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /** Encrypts with the current key. */
  public SealedSecret seal(SecretText secret, SecretPlace place) {
    SecretKeys keys = file.keys();
    byte[] nonce = new byte[SealedSecret.NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          keys.find(keys.current()).orElseThrow(),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.bytes(keys.current()));
      byte[] sealed = cipher.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
      return new SealedSecret(
          keys.current(),
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new SecretException("cannot encrypt the %s: %s".formatted(place, e), e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws SecretException when its key is not there or is another one, or when the secret does
   *     not belong to this place or was changed
   */
  public SecretText open(SealedSecret sealed, SecretPlace place) {
    SecretKey key =
        find(sealed.key())
            .orElseThrow(
                () ->
                    new SecretException(
                        "cannot decrypt the %s: it was encrypted with the key \"%s\", which is not in %s; put it back there, or set the secret anew"
                            .formatted(place, sealed.key(), file)));
    byte[] content = sealed.content();
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, content, 0, SealedSecret.NONCE));
      cipher.updateAAD(place.bytes(sealed.key()));
      byte[] secret =
          cipher.doFinal(content, SealedSecret.NONCE, content.length - SealedSecret.NONCE);
      return new SecretText(new String(secret, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new SecretException(
          "cannot decrypt the %s: the key \"%s\" in %s is another one than it was encrypted with, or it was changed or moved in the database; put the right key back, or set the secret anew"
              .formatted(place, sealed.key(), file),
          e);
    } catch (GeneralSecurityException e) {
      throw new SecretException("cannot decrypt the %s: %s".formatted(place, e), e);
    }
  }

  private Optional<SecretKey> find(String name) {
    Optional<SecretKey> known = file.keys().find(name);
    return known.isPresent() ? known : file.reload().find(name);
  }

  /**
   * Reads the keys again, so that a key that another replica uses already is the current one.
   *
   * @return its name
   */
  String refresh() {
    return file.reload().current();
  }

  /** Whether a secret is encrypted with the current key. */
  public boolean isCurrent(SealedSecret sealed) {
    return sealed.key().equals(file.keys().current());
  }
}
