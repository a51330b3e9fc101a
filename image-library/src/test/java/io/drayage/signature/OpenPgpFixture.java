package io.drayage.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Makes OpenPGP keys and messages of every kind, also of those that gpg refuses to make. */
final class OpenPgpFixture {
  static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  static final String USER_ID = "Tester <tester@example.com>";

  private OpenPgpFixture() {}

  /** Something that Bouncy Castle does. */
  private interface Making<T> {
    T make() throws PGPException, IOException;
  }

  private static <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PGPKeyPair pair() {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return made(
        () ->
            new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(CREATED)));
  }

  /** A signature generator with what every signature has. */
  private static PGPSignatureGenerator generator(
      PGPKeyPair by, int type, int hash, Consumer<PGPSignatureSubpacketGenerator> properties) {
    return made(
        () -> {
          PGPSignatureGenerator generator =
              new PGPSignatureGenerator(
                  new BcPGPContentSignerBuilder(by.getPublicKey().getAlgorithm(), hash),
                  by.getPublicKey());
          generator.init(type, by.getPrivateKey());
          PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
          hashed.setSignatureCreationTime(false, Date.from(CREATED.plusSeconds(60)));
          hashed.setIssuerFingerprint(false, by.getPublicKey());
          properties.accept(hashed);
          generator.setHashedSubpackets(hashed.generate());
          return generator;
        });
  }

  /** A primary key with its user ID. */
  static PGPPublicKey certified(
      PGPKeyPair pair, int hash, Consumer<PGPSignatureSubpacketGenerator> properties) {
    return made(
        () ->
            PGPPublicKey.addCertification(
                pair.getPublicKey(),
                USER_ID,
                generator(pair, PGPSignature.POSITIVE_CERTIFICATION, hash, properties)
                    .generateCertification(USER_ID, pair.getPublicKey())));
  }

  static PGPPublicKey certified(PGPKeyPair pair) {
    return certified(
        pair,
        HashAlgorithmTags.SHA256,
        properties -> properties.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA));
  }

  /** The key with a revocation of itself, made by a key. */
  static PGPPublicKey revoked(PGPPublicKey key, PGPKeyPair by) {
    return made(
        () ->
            PGPPublicKey.addCertification(
                key,
                generator(by, PGPSignature.KEY_REVOCATION, HashAlgorithmTags.SHA256, p -> {})
                    .generateCertification(key)));
  }

  /** The key with another user ID that it revoked afterwards, and no other one. */
  static PGPPublicKey withRevokedUserId(PGPKeyPair pair) {
    PGPPublicKey key = certified(pair);
    return made(
        () ->
            PGPPublicKey.addCertification(
                key,
                USER_ID,
                generator(
                        pair,
                        PGPSignature.CERTIFICATION_REVOCATION,
                        HashAlgorithmTags.SHA256,
                        p -> {
                          p.removePacketsOfType(2);
                          p.setSignatureCreationTime(false, Date.from(CREATED.plusSeconds(90)));
                        })
                    .generateCertification(USER_ID, key)));
  }

  /** A subkey, bound by the primary key; what the binding says can be chosen. */
  static PGPPublicKey subkey(
      PGPKeyPair subkey, PGPKeyPair primary, Consumer<PGPSignatureSubpacketGenerator> properties) {
    return made(
        () ->
            PGPPublicKey.addCertification(
                asSubkey(subkey),
                generator(
                        primary, PGPSignature.SUBKEY_BINDING, HashAlgorithmTags.SHA256, properties)
                    .generateCertification(primary.getPublicKey(), subkey.getPublicKey())));
  }

  private static PGPPublicKey asSubkey(PGPKeyPair pair) throws PGPException {
    return pair.asSubkey(new BcKeyFingerprintCalculator()).getPublicKey();
  }

  /** What a subkey confirms in its binding. */
  static PGPSignature boundBack(PGPKeyPair subkey, PGPKeyPair primary) {
    return made(
        () ->
            generator(subkey, PGPSignature.PRIMARYKEY_BINDING, HashAlgorithmTags.SHA256, p -> {})
                .generateCertification(primary.getPublicKey(), subkey.getPublicKey()));
  }

  static PGPPublicKey revokedSubkey(PGPPublicKey subkey, PGPKeyPair primary) {
    return made(
        () ->
            PGPPublicKey.addCertification(
                subkey,
                generator(
                        primary, PGPSignature.SUBKEY_REVOCATION, HashAlgorithmTags.SHA256, p -> {})
                    .generateCertification(primary.getPublicKey(), subkey)));
  }

  /** A file with one key. */
  static byte[] file(PGPPublicKey... keys) {
    return made(() -> new PGPPublicKeyRing(List.of(keys)).getEncoded());
  }

  /** How a message is signed. */
  record Signing(PGPKeyPair by, int type, int hash, Consumer<PGPSignatureSubpacketGenerator> with) {
    static Signing by(PGPKeyPair by) {
      return new Signing(by, PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA256, p -> {});
    }

    Signing with(Consumer<PGPSignatureSubpacketGenerator> properties) {
      return new Signing(by, type, hash, properties);
    }

    Signing withHash(int other) {
      return new Signing(by, type, other, with);
    }

    Signing withType(int other) {
      return new Signing(by, other, hash, with);
    }
  }

  /** The signature packet alone. */
  static byte[] signature(byte[] content, Signing signing) {
    return made(
        () -> {
          PGPSignatureGenerator generator =
              generator(signing.by(), signing.type(), signing.hash(), signing.with());
          generator.update(content);
          return generator.generate().getEncoded();
        });
  }

  static byte[] onePass(Signing signing) {
    return made(
        () ->
            generator(signing.by(), signing.type(), signing.hash(), signing.with())
                .generateOnePassVersion(false)
                .getEncoded());
  }

  static byte[] literal(byte[] content) {
    return made(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (OutputStream out =
              new PGPLiteralDataGenerator()
                  .open(bytes, PGPLiteralData.BINARY, "", content.length, Date.from(CREATED))) {
            out.write(content);
          }
          return bytes.toByteArray();
        });
  }

  /** A message as gpg writes it, not compressed. */
  static byte[] message(byte[] content, Signing signing) {
    return join(onePass(signing), literal(content), signature(content, signing));
  }

  static byte[] compressed(int algorithm, byte[] packets) {
    return made(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (OutputStream out = new PGPCompressedDataGenerator(algorithm).open(bytes)) {
            out.write(packets);
          }
          return bytes.toByteArray();
        });
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
