package io.drayage.signature;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of keys of sigstore signatures, each with the one signature scheme used with it. */
enum SigstoreKeyType {
  EC("EC", "SHA256withECDSA"),
  RSA("RSA", "SHA256withRSA"),
  ED25519("Ed25519", "Ed25519");

  private final String keys;
  private final String signatures;

  SigstoreKeyType(String keys, String signatures) {
    this.keys = keys;
    this.signatures = signatures;
  }

  /** The name by which Java knows its signatures. */
  String signatures() {
    return signatures;
  }

  static Optional<SigstoreKeyType> of(Key key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> Optional.of(EC);
      case "RSA" -> Optional.of(RSA);
      case "Ed25519", "EdDSA" -> Optional.of(ED25519);
      default -> Optional.empty();
    };
  }

  /** The key of a SubjectPublicKeyInfo, if it is of one of the kinds. */
  static Optional<PublicKey> publicKey(byte[] info) {
    return Stream.of(values()).flatMap(type -> type.readPublic(info).stream()).findFirst();
  }

  /** The key of a PKCS #8 document, if it is of one of the kinds. */
  static Optional<PrivateKey> privateKey(byte[] pkcs8) {
    return Stream.of(values()).flatMap(type -> type.readPrivate(pkcs8).stream()).findFirst();
  }

  private Optional<PublicKey> readPublic(byte[] info) {
    try {
      return Optional.of(KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(info)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }

  private Optional<PrivateKey> readPrivate(byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException anotherKind) {
      return Optional.empty();
    }
  }
}
