package io.drayage.encryption;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

/** What a key file holds. */
sealed interface KeyMaterial {

  /**
   * A public key.
   *
   * @param algorithm how a JSON Web Key says it wants to be used; empty for others
   */
  record Public(PublicKey key, String algorithm) implements KeyMaterial {}

  record Private(PrivateKey key) implements KeyMaterial {
    @Override
    public String toString() {
      return "a private key";
    }
  }

  record Certificate(X509Certificate certificate) implements KeyMaterial {}

  /** What it is called in a message. */
  default String kind() {
    return switch (this) {
      case Public _ -> "a public key";
      case Private _ -> "a private key";
      case Certificate _ -> "a certificate";
    };
  }
}
