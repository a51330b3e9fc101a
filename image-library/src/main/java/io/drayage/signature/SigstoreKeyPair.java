package io.drayage.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/**
 * A new pair of keys for sigstore signatures, ECDSA on P-256, in the files that cosign and skopeo
 * read: PEM texts. Immutable.
 */
public final class SigstoreKeyPair {
  private final byte[] privateKey;
  private final byte[] publicKey;

  private SigstoreKeyPair(byte[] privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Makes a pair.
   *
   * @param passphrase encrypts the private key; an empty one protects from nobody
   * @param random where the keys come from
   */
  public static SigstoreKeyPair generate(String passphrase, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] encrypted = EncryptedKey.encrypt(pair.getPrivate().getEncoded(), passphrase, random);
      return new SigstoreKeyPair(
          Pem.text(SigstoreSigner.COSIGN_KEY, encrypted),
          Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ECDSA is missing from this Java runtime", e);
    }
  }

  /** The encrypted private key; a copy. */
  public byte[] privateKey() {
    return privateKey.clone();
  }

  /** The public key; a copy. */
  public byte[] publicKey() {
    return publicKey.clone();
  }
}
