package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/** The bytes of a key file: PEM, DER or a JSON Web Key. */
final class KeyFile {
  /** 1 MiB; a key has a few kilobytes. */
  private static final int MAXIMUM_SIZE = 1024 * 1024;

  private final byte[] content;
  private final String origin;

  /**
   * @param origin names the file in errors
   */
  KeyFile(byte[] content, String origin) throws EncryptionException {
    if (content.length > MAXIMUM_SIZE) {
      throw new EncryptionException(
          "%s has %d bytes: that is no key".formatted(origin, content.length));
    }
    this.content = content;
    this.origin = origin;
  }

  /**
   * What is in it.
   *
   * @param passphrase opens a private key that is encrypted
   * @throws EncryptionException when it is no key, or is encrypted and the passphrase is missing or
   *     wrong
   */
  KeyMaterial read(Optional<Passphrase> passphrase) throws EncryptionException {
    String text = new String(content, ISO_8859_1);
    if (text.contains("-----BEGIN ")) {
      return PemFile.read(text, origin, passphrase);
    }
    return text.stripLeading().startsWith("{") ? jsonWebKey(text) : der();
  }

  private KeyMaterial jsonWebKey(String text) throws EncryptionException {
    try {
      JWK key = JWK.parse(text);
      if (!(key instanceof AsymmetricJWK pair)) {
        throw new EncryptionException(
            "%s is a JSON Web Key of the type %s: only public and private keys can be used"
                .formatted(origin, key.getKeyType()));
      }
      return key.isPrivate()
          ? new KeyMaterial.Private(pair.toPrivateKey())
          : new KeyMaterial.Public(
              pair.toPublicKey(), key.getAlgorithm() == null ? "" : key.getAlgorithm().getName());
    } catch (ParseException | JOSEException e) {
      // The parser's message may quote the key.
      throw new EncryptionException(origin + " is no valid JSON Web Key");
    }
  }

  private KeyMaterial der() throws EncryptionException {
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        return new KeyMaterial.Private(factory.generatePrivate(new PKCS8EncodedKeySpec(content)));
      } catch (GeneralSecurityException _) {
        // It may be something else.
      }
      try {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        return new KeyMaterial.Public(factory.generatePublic(new X509EncodedKeySpec(content)), "");
      } catch (GeneralSecurityException _) {
        // It may be something else.
      }
    }
    try {
      return new KeyMaterial.Certificate(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(content)));
    } catch (GeneralSecurityException e) {
      throw new EncryptionException(
          "%s holds no key: a PEM or DER file with a key or certificate, or a JSON Web Key, is"
                  .formatted(origin)
              + " needed");
    }
  }
}
