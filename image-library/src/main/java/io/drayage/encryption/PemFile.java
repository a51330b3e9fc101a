package io.drayage.encryption;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Keys and certificates between {@code BEGIN} and {@code END}; the first one counts. */
final class PemFile {
  private final String origin;
  private final Optional<Passphrase> passphrase;
  private final JcaPEMKeyConverter keys = new JcaPEMKeyConverter();

  private PemFile(String origin, Optional<Passphrase> passphrase) {
    this.origin = origin;
    this.passphrase = passphrase;
  }

  static KeyMaterial read(String text, String origin, Optional<Passphrase> passphrase)
      throws EncryptionException {
    return new PemFile(origin, passphrase).first(text);
  }

  private KeyMaterial first(String text) throws EncryptionException {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      @Nullable Object section = parser.readObject();
      while (section != null) {
        Optional<KeyMaterial> material = material(section);
        if (material.isPresent()) {
          return material.get();
        }
        section = parser.readObject();
      }
    } catch (EncryptionException e) {
      throw e;
    } catch (IOException | RuntimeException | CertificateException e) {
      throw new EncryptionException(
          "%s is no valid PEM file with a key or a certificate".formatted(origin), e);
    }
    throw new EncryptionException(
        "%s is a PEM file without a key or a certificate".formatted(origin));
  }

  private Optional<KeyMaterial> material(Object section) throws IOException, CertificateException {
    return switch (section) {
      case PEMKeyPair pair -> privateKey(pair.getPrivateKeyInfo());
      case PrivateKeyInfo key -> privateKey(key);
      case PEMEncryptedKeyPair pair -> privateKey(opened(pair).getPrivateKeyInfo());
      case PKCS8EncryptedPrivateKeyInfo key -> privateKey(opened(key));
      case SubjectPublicKeyInfo key ->
          Optional.of(new KeyMaterial.Public(keys.getPublicKey(key), ""));
      case X509CertificateHolder holder ->
          Optional.of(
              new KeyMaterial.Certificate(
                  new JcaX509CertificateConverter().getCertificate(holder)));
      // The parameters of a curve stand before the key.
      default -> Optional.empty();
    };
  }

  private Optional<KeyMaterial> privateKey(PrivateKeyInfo key) throws IOException {
    PrivateKey read = keys.getPrivateKey(key);
    return Optional.of(new KeyMaterial.Private(read));
  }

  private PEMKeyPair opened(PEMEncryptedKeyPair pair) throws IOException {
    char[] secret = secret();
    try {
      return pair.decryptKeyPair(
          new JcePEMDecryptorProviderBuilder().setProvider(provider()).build(secret));
    } catch (IOException | RuntimeException e) {
      throw wrongPassphrase(e);
    }
  }

  private PrivateKeyInfo opened(PKCS8EncryptedPrivateKeyInfo key) throws IOException {
    char[] secret = secret();
    try {
      return key.decryptPrivateKeyInfo(
          new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(provider()).build(secret));
    } catch (OperatorCreationException | PKCSException | RuntimeException e) {
      throw wrongPassphrase(e);
    }
  }

  /** For ways to derive a key from a passphrase that Java has not; registered nowhere. */
  private static Provider provider() {
    return new BouncyCastleProvider();
  }

  private char[] secret() throws EncryptionException {
    return passphrase
        .map(Passphrase::characters)
        .orElseThrow(
            () ->
                new EncryptionException(
                    "the private key %s is encrypted: give its passphrase behind a colon"
                        .formatted(origin)));
  }

  private EncryptionException wrongPassphrase(Exception cause) {
    return new EncryptionException("the passphrase does not open the private key " + origin, cause);
  }
}
