package io.drayage.encryption;

import java.util.Optional;

/** Somebody layers are encrypted for. Immutable. */
public sealed interface Recipient permits JweRecipient, Pkcs7Recipient {

  /** The annotation that holds keys that were wrapped in this way. */
  String annotation();

  /** Wraps a secret so that only the recipient can read it. */
  byte[] wrap(byte[] secret) throws EncryptionException;

  /**
   * The owner of a public key, by JSON Web Encryption (RFC 7516).
   *
   * @param key PEM, DER or a JSON Web Key: RSA, or on one of the curves P-256, P-384 and P-521
   * @param origin names the key in errors
   * @throws EncryptionException when it is something else
   */
  static Recipient jwe(byte[] key, String origin) throws EncryptionException {
    KeyMaterial material = new KeyFile(key, origin).read(Optional.empty());
    if (material instanceof KeyMaterial.Public known) {
      return JweRecipient.of(known, origin);
    }
    throw new EncryptionException(
        "%s is %s, not a public key%s"
            .formatted(
                origin,
                material.kind(),
                material instanceof KeyMaterial.Certificate ? ": use pkcs7: for it" : ""));
  }

  /**
   * The owner of a certificate, by a CMS message (PKCS #7, RFC 5652).
   *
   * @param certificate X.509 in PEM or DER, with an RSA key
   * @param origin names the certificate in errors
   * @throws EncryptionException when it is something else
   */
  static Recipient pkcs7(byte[] certificate, String origin) throws EncryptionException {
    KeyMaterial material = new KeyFile(certificate, origin).read(Optional.empty());
    if (material instanceof KeyMaterial.Certificate(var known)) {
      return Pkcs7Recipient.of(known, origin);
    }
    throw new EncryptionException(
        "%s is %s, not an X.509 certificate%s"
            .formatted(
                origin,
                material.kind(),
                material instanceof KeyMaterial.Public ? ": use jwe: for it" : ""));
  }
}
