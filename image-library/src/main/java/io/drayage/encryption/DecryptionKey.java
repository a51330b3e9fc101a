package io.drayage.encryption;

import java.security.PrivateKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person gives to decrypt layers: a private key, or a certificate, which other tools need to
 * find the key's recipient by and this one does not. Immutable; never prints a key.
 */
public final class DecryptionKey {
  private final String origin;
  private final @Nullable PrivateKey key;

  private DecryptionKey(String origin, @Nullable PrivateKey key) {
    this.origin = origin;
    this.key = key;
  }

  /**
   * Reads a key file.
   *
   * @param content PEM, DER or a JSON Web Key
   * @param origin names the file in errors
   * @param passphrase for a private key that is encrypted
   * @throws EncryptionException when it is neither a private key nor a certificate, or the
   *     passphrase is missing or wrong
   */
  public static DecryptionKey read(byte[] content, String origin, Optional<Passphrase> passphrase)
      throws EncryptionException {
    return switch (new KeyFile(content, origin).read(passphrase)) {
      case KeyMaterial.Private(var key) -> new DecryptionKey(origin, key);
      case KeyMaterial.Certificate _ -> new DecryptionKey(origin, null);
      case KeyMaterial.Public _ ->
          throw new EncryptionException(
              "%s is a public key: layers are decrypted by the private one".formatted(origin));
    };
  }

  Optional<PrivateKey> privateKey() {
    return Optional.ofNullable(key);
  }

  String origin() {
    return origin;
  }

  @Override
  public String toString() {
    return origin;
  }
}
