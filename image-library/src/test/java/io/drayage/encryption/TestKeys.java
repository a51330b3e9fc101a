package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Key pairs for tests, and their files. */
final class TestKeys {
  private TestKeys() {}

  static KeyPair rsa() {
    return generate("RSA", "");
  }

  static KeyPair curve(String name) {
    return generate("EC", name);
  }

  private static KeyPair generate(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (curve.isEmpty()) {
        generator.initialize(2048);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** As PKCS #8 or, for a public key, as a SubjectPublicKeyInfo. */
  static byte[] pem(Key key) {
    String kind = key.getFormat().equals("X.509") ? "PUBLIC KEY" : "PRIVATE KEY";
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind)
        .getBytes(UTF_8);
  }

  /** In OpenSSL's own form with a passphrase. */
  static byte[] encryptedPem(KeyPair pair, String passphrase) throws IOException {
    return text(
        new JcaMiscPEMGenerator(
            pair.getPrivate(),
            new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(new BouncyCastleProvider())
                .build(passphrase.toCharArray())));
  }

  static byte[] certificate(KeyPair pair, String name) throws IOException {
    try {
      X500Name subject = new X500Name("CN=" + name);
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.TWO,
              Date.from(Instant.EPOCH),
              Date.from(Instant.parse("2040-01-01T00:00:00Z")),
              subject,
              pair.getPublic());
      String algorithm =
          pair.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return text(
          new JcaMiscPEMGenerator(
              builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))));
    } catch (OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] text(PemObjectGenerator object) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().getBytes(UTF_8);
  }
}
