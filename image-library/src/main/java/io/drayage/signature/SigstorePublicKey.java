package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/** A key that sigstore signatures are verified with. Immutable. */
public final class SigstorePublicKey {
  private final PublicKey key;
  private final SigstoreKeyType type;

  private SigstorePublicKey(PublicKey key, SigstoreKeyType type) {
    this.key = key;
    this.type = type;
  }

  /**
   * @throws InvalidFormatException when it is of a kind that sigstore does not use
   */
  static SigstorePublicKey of(PublicKey key) {
    return new SigstorePublicKey(
        key,
        SigstoreKeyType.of(key)
            .orElseThrow(
                () ->
                    new InvalidFormatException(
                        "keys of the kind %s are not supported; use ECDSA, RSA or Ed25519"
                            .formatted(key.getAlgorithm()))));
  }

  /**
   * Reads a file with a key in PEM: {@code PUBLIC KEY} or {@code RSA PUBLIC KEY}.
   *
   * @throws InvalidFormatException when it is none; {@code what} names it
   */
  public static SigstorePublicKey read(byte[] pem, String what) {
    PemObject block = Pem.only(pem, what);
    byte[] info =
        switch (block.getType()) {
          case "PUBLIC KEY" -> block.getContent();
          case "RSA PUBLIC KEY" -> info(block.getContent(), what);
          default ->
              throw new InvalidFormatException(
                  "%s holds a \"%s\", where a PUBLIC KEY is expected"
                      .formatted(what, block.getType()));
        };
    return of(
        SigstoreKeyType.publicKey(info)
            .orElseThrow(
                () ->
                    new InvalidFormatException(
                        what + " holds no key of a supported kind: ECDSA, RSA or Ed25519")));
  }

  private static byte[] info(byte[] pkcs1, String what) {
    try {
      return new SubjectPublicKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              RSAPublicKey.getInstance(pkcs1))
          .getEncoded();
    } catch (IOException | RuntimeException e) {
      throw new InvalidFormatException(what + " holds a damaged RSA key", e);
    }
  }

  SigstoreKeyType type() {
    return type;
  }

  /** The SubjectPublicKeyInfo, in DER. */
  byte[] encoded() {
    return key.getEncoded();
  }

  /** Whether the signature of the content was made by this key's private one. */
  public boolean verifies(byte[] content, byte[] signature) {
    try {
      java.security.Signature verification = java.security.Signature.getInstance(type.signatures());
      verification.initVerify(key);
      verification.update(content);
      return verification.verify(signature);
    } catch (GeneralSecurityException malformed) {
      // A signature that is no signature of this scheme, or a key that cannot be used.
      return false;
    }
  }
}
