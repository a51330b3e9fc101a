package io.drayage.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registries.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys, certificates, promises of Rekor and signatures as sigstore's parts do. */
final class SigstoreFixture {
  static final RawManifest MANIFEST =
      RawManifest.of("{\"schemaVersion\": 2}".getBytes(UTF_8), MediaType.OCI_MANIFEST);
  static final String NAME = "registry.example/team/app:1";
  static final Instant SIGNED = Instant.parse("2026-03-01T12:00:00Z");
  static final String ISSUER = "https://login.example";
  static final String EMAIL = "dev@example.com";
  static final ASN1ObjectIdentifier ISSUER_V1 = new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.1");
  static final ASN1ObjectIdentifier ISSUER_V2 = new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8");

  private static final BasicConstraints AUTHORITY = new BasicConstraints(true);
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private SigstoreFixture() {}

  /** A pair of {@code EC} (P-256), {@code RSA} (2048 bits), {@code Ed25519} or {@code DSA}. */
  static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(256);
      } else if (algorithm.equals("RSA")) {
        // Larger ones take seconds to make.
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] signed(byte[] content, PrivateKey key) {
    try {
      var signing =
          java.security.Signature.getInstance(SigstoreKeyType.of(key).orElseThrow().signatures());
      signing.initSign(key);
      signing.update(content);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] payload(Digest digest, String name) {
    return new SignedClaims(digest, name, Optional.empty(), OptionalLong.empty())
        .json(ClaimsType.SIGSTORE);
  }

  /** A signature with more annotations. */
  static SigstoreSignature signature(KeyPair by, byte[] payload, Map<String, String> more) {
    Map<String, String> annotations = new HashMap<>(more);
    annotations.put(SigstoreSignature.SIGNATURE, base64(signed(payload, by.getPrivate())));
    return new SigstoreSignature(SigstoreSignature.SIMPLE_SIGNING, payload, annotations);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static KeySource keys(KeyPair... pairs) {
    return new KeySource.Data(
        Stream.of(pairs)
            .map(pair -> base64(Pem.text("PUBLIC KEY", pair.getPublic().getEncoded())))
            .toList());
  }

  static KeySource certificates(X509Certificate... certificates) {
    return new KeySource.Data(List.of(base64(pem(certificates).getBytes(UTF_8))));
  }

  static String pem(X509Certificate... certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(new String(Pem.text("CERTIFICATE", certificate.getEncoded()), UTF_8));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException(e);
      }
    }
    return text.toString();
  }

  /** What Rekor promises of a signature that is entered with its key or certificate. */
  static String promise(KeyPair rekor, SigstoreSignature signature, String keyPem, Instant time) {
    String body =
        "{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":{\"algorithm\":\"sha256\",\"value\":\"%s\"}},\"signature\":{\"content\":\"%s\",\"publicKey\":{\"content\":\"%s\"}}}}"
            .formatted(
                Digest.of(signature.payload()).hex(),
                signature.annotations().get(SigstoreSignature.SIGNATURE),
                base64(keyPem.getBytes(UTF_8)));
    return promise(rekor, body, time);
  }

  static String promise(KeyPair rekor, String body, Instant time) {
    String entry = base64(body.getBytes(UTF_8));
    String canonical =
        "{\"body\":\"%s\",\"integratedTime\":%d,\"logID\":\"c0ffee\",\"logIndex\":7}"
            .formatted(entry, time.getEpochSecond());
    return "{\"SignedEntryTimestamp\": \"%s\", \"Payload\": {\"logID\": \"c0ffee\", \"body\": \"%s\", \"logIndex\": 7, \"integratedTime\": %d}}"
        .formatted(
            base64(signed(canonical.getBytes(UTF_8), rekor.getPrivate())),
            entry,
            time.getEpochSecond());
  }

  /** An authority or somebody with a key. */
  record Party(String name, KeyPair pair) {
    static Party named(String name) {
      return new Party(name, SigstoreFixture.pair("EC"));
    }
  }

  /** A party with a certificate. */
  record Certified(Party party, X509Certificate certificate) {
    KeyPair pair() {
      return party.pair();
    }
  }

  /** What stands in a certificate. */
  record Contents(Instant start, Duration time, Map<ASN1ObjectIdentifier, ASN1Encodable> with) {
    static Contents of(Instant start, Duration time) {
      return new Contents(start, time, Map.of());
    }

    Contents with(ASN1ObjectIdentifier name, ASN1Encodable value) {
      Map<ASN1ObjectIdentifier, ASN1Encodable> more = new HashMap<>(with);
      more.put(name, value);
      return new Contents(start, time, more);
    }
  }

  static Certified root(String name, Contents contents) {
    Party self = Party.named(name);
    return new Certified(
        self, certificate(self, self, contents.with(Extension.basicConstraints, AUTHORITY)));
  }

  static Certified intermediate(String name, Certified by, Contents contents) {
    Party self = Party.named(name);
    return new Certified(
        self, certificate(self, by.party(), contents.with(Extension.basicConstraints, AUTHORITY)));
  }

  /** Somebody who may sign code, for ten minutes around {@link #SIGNED}. */
  static Contents signerContents() {
    return Contents.of(SIGNED.minusSeconds(60), Duration.ofMinutes(10))
        .with(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
  }

  static GeneralNames email(String email) {
    return new GeneralNames(new GeneralName(GeneralName.rfc822Name, email));
  }

  static ASN1Encodable issuer(String text) {
    return new DERUTF8String(text);
  }

  static Certified signer(Certified by, Contents contents) {
    return signer("", by, contents);
  }

  static Certified signer(String name, Certified by, Contents contents) {
    Party self = Party.named(name);
    return new Certified(self, certificate(self, by.party(), contents));
  }

  private static X509Certificate certificate(Party subject, Party by, Contents contents) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name(by),
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(contents.start()),
              Date.from(contents.start().plus(contents.time())),
              name(subject),
              subject.pair().getPublic());
      for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> extension : contents.with().entrySet()) {
        boolean critical =
            extension.getKey().equals(Extension.basicConstraints)
                || extension.getKey().equals(Extension.subjectAlternativeName);
        if (extension.getKey().equals(ISSUER_V1)) {
          // Fulcio wrote the bare text there.
          builder.addExtension(ISSUER_V1, false, extension.getValue().toString().getBytes(UTF_8));
        } else {
          builder.addExtension(extension.getKey(), critical, extension.getValue());
        }
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(by.pair().getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X500Name name(Party party) {
    return new X500Name(party.name().isEmpty() ? "" : "CN=" + party.name());
  }
}
