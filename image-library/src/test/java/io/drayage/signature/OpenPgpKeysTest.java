package io.drayage.signature;

import static io.drayage.signature.OpenPgpFixture.CREATED;
import static io.drayage.signature.OpenPgpFixture.boundBack;
import static io.drayage.signature.OpenPgpFixture.certified;
import static io.drayage.signature.OpenPgpFixture.compressed;
import static io.drayage.signature.OpenPgpFixture.file;
import static io.drayage.signature.OpenPgpFixture.join;
import static io.drayage.signature.OpenPgpFixture.literal;
import static io.drayage.signature.OpenPgpFixture.message;
import static io.drayage.signature.OpenPgpFixture.onePass;
import static io.drayage.signature.OpenPgpFixture.pair;
import static io.drayage.signature.OpenPgpFixture.revoked;
import static io.drayage.signature.OpenPgpFixture.revokedSubkey;
import static io.drayage.signature.OpenPgpFixture.signature;
import static io.drayage.signature.OpenPgpFixture.subkey;
import static io.drayage.signature.OpenPgpFixture.withRevokedUserId;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drayage.image.InvalidFormatException;
import io.drayage.signature.OpenPgpFixture.Signing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPgpKeysTest {
  private static final Instant NOW = CREATED.plus(Duration.ofDays(100));
  private static final byte[] CONTENT = "{\"signed\": true}".getBytes(US_ASCII);

  private final PGPKeyPair pair = pair();
  private final Signing signing = Signing.by(pair);
  private final OpenPgpKeys keys = OpenPgpKeys.read(List.of(file(certified(pair))));

  @Test
  void verifiesMessageAsGpgWritesIt() throws RejectedSignatureException {
    OpenPgpKeys.Signed signed = keys.verify(message(CONTENT, signing), NOW);

    assertThat(signed.content()).isEqualTo(CONTENT);
    assertThat(signed.primaryKey()).matches("[0-9A-F]{40}").isEqualTo(signed.key());
    assertThat(keys.fingerprints()).containsExactly(signed.primaryKey());
  }

  @Test
  void verifiesSignatureInFrontOfContent() throws RejectedSignatureException {
    byte[] message = join(signature(CONTENT, signing), literal(CONTENT));

    assertThat(keys.verify(message, NOW).content()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        CompressionAlgorithmTags.ZIP,
        CompressionAlgorithmTags.ZLIB,
        CompressionAlgorithmTags.BZIP2
      })
  void verifiesCompressedMessage(int algorithm) throws RejectedSignatureException {
    byte[] message = compressed(algorithm, message(CONTENT, signing));

    assertThat(keys.verify(message, NOW).content()).isEqualTo(CONTENT);
  }

  @Test
  void verifiesTextSignature() throws RejectedSignatureException {
    Signing text = signing.withType(PGPSignature.CANONICAL_TEXT_DOCUMENT);

    assertThat(keys.verify(message(CONTENT, text), NOW).content()).isEqualTo(CONTENT);
  }

  @Test
  void findsKeyAmongSeveralFilesArmoredAndBinary() throws Exception {
    PGPKeyPair other = pair();
    byte[] armored = join(armored(file(certified(pair()))), armored(file(certified(pair))));
    OpenPgpKeys several = OpenPgpKeys.read(List.of(file(certified(other)), armored));

    assertThat(several.fingerprints()).hasSize(3);
    several.verify(message(CONTENT, signing), NOW);
    several.verify(message(CONTENT, Signing.by(other)), NOW);
  }

  @Test
  void acceptsSelfSignatureWithSha1AsGpgDoes() throws RejectedSignatureException {
    PGPPublicKey old = certified(pair, HashAlgorithmTags.SHA1, p -> {});

    keysOf(old).verify(message(CONTENT, signing), NOW);
  }

  @Test
  void acceptsBoundSubkeyAndNamesItsPrimaryKey() throws RejectedSignatureException {
    PGPKeyPair sub = pair();

    OpenPgpKeys.Signed signed =
        keysOf(certified(pair), subkey(sub, pair, binding(sub)))
            .verify(message(CONTENT, Signing.by(sub)), NOW);

    assertThat(signed.key()).isNotEqualTo(signed.primaryKey());
    assertThat(signed.primaryKey()).isEqualTo(keys.fingerprints().getFirst());
  }

  private Consumer<PGPSignatureSubpacketGenerator> binding(PGPKeyPair sub) {
    return properties -> {
      properties.setKeyFlags(true, KeyFlags.SIGN_DATA);
      try {
        properties.addEmbeddedSignature(false, boundBack(sub, pair));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Test
  void refusesSubkeyThatDoesNotConfirmItsBinding() {
    PGPKeyPair sub = pair();
    PGPPublicKey stolen = subkey(sub, pair, p -> p.setKeyFlags(true, KeyFlags.SIGN_DATA));

    assertRefused(keysOf(certified(pair), stolen), message(CONTENT, Signing.by(sub)), "confirm");
  }

  @Test
  void refusesSubkeyThatOnlyAnotherKeyBound() {
    PGPKeyPair sub = pair();
    PGPPublicKey foreign = subkey(sub, pair(), binding(sub));

    assertRefused(keysOf(certified(pair), foreign), message(CONTENT, Signing.by(sub)), "not bound");
  }

  @Test
  void refusesRevokedSubkey() {
    PGPKeyPair sub = pair();
    PGPPublicKey revoked = revokedSubkey(subkey(sub, pair, binding(sub)), pair);

    assertRefused(keysOf(certified(pair), revoked), message(CONTENT, Signing.by(sub)), "revoked");
  }

  @Test
  void refusesSubkeyForEncryption() {
    PGPKeyPair sub = pair();
    PGPPublicKey encrypting =
        subkey(
            sub,
            pair,
            binding(sub)
                .andThen(p -> p.removePacketsOfType(27))
                .andThen(p -> p.setKeyFlags(true, 4)));

    assertRefused(
        keysOf(certified(pair), encrypting), message(CONTENT, Signing.by(sub)), "not made for");
  }

  @Test
  void refusesKeyOfSomebodyElse() {
    PGPKeyPair other = pair();
    String keyId = "%016X".formatted(other.getKeyID());

    assertRefused(keys, message(CONTENT, Signing.by(other)), "made by key " + keyId);
  }

  @Test
  void refusesOtherContent() {
    byte[] message = join(onePass(signing), literal(new byte[3]), signature(CONTENT, signing));

    assertRefused(keys, message, "does not fit its content");
  }

  @Test
  void refusesExpiredKeyWheneverItSigned() {
    PGPPublicKey key =
        certified(pair, HashAlgorithmTags.SHA256, p -> p.setKeyExpirationTime(true, 24L * 3600));

    assertRefused(keysOf(key), message(CONTENT, signing), "expired on 2026-01-02T00:00:00Z");
  }

  @Test
  void acceptsKeyBeforeItsEnd() throws RejectedSignatureException {
    PGPPublicKey key =
        certified(pair, HashAlgorithmTags.SHA256, p -> p.setKeyExpirationTime(true, 24L * 3600));

    keysOf(key).verify(message(CONTENT, signing), CREATED.plus(Duration.ofHours(23)));
  }

  @Test
  void refusesExpiredSignature() {
    Signing brief = signing.with(p -> p.setSignatureExpirationTime(true, 3600));

    assertRefused(keys, message(CONTENT, brief), "signature is expired");
  }

  @Test
  void refusesRevokedKey() {
    assertRefused(keysOf(revoked(certified(pair), pair)), message(CONTENT, signing), "is revoked");
  }

  @Test
  void ignoresRevocationByKeyThatMayNot() throws RejectedSignatureException {
    keysOf(revoked(certified(pair), pair())).verify(message(CONTENT, signing), NOW);
  }

  @Test
  void refusesKeyWithoutValidUserId() {
    assertRefused(keysOf(pair.getPublicKey()), message(CONTENT, signing), "no valid user ID");
    assertRefused(keysOf(withRevokedUserId(pair)), message(CONTENT, signing), "no valid user ID");
  }

  @Test
  void refusesKeyThatMayOnlyCertify() {
    PGPPublicKey key =
        certified(pair, HashAlgorithmTags.SHA256, p -> p.setKeyFlags(true, KeyFlags.CERTIFY_OTHER));

    assertRefused(keysOf(key), message(CONTENT, signing), "not made for signing");
  }

  @ParameterizedTest
  @ValueSource(ints = {HashAlgorithmTags.SHA1, HashAlgorithmTags.MD5, HashAlgorithmTags.RIPEMD160})
  void refusesUnsafeDigestOfContent(int hash) {
    assertRefused(keys, message(CONTENT, signing.withHash(hash)), "not safe");
  }

  @Test
  void refusesSignatureThatIsOlderThanItsKey() {
    Signing old =
        signing.with(
            p -> {
              p.removePacketsOfType(2);
              p.setSignatureCreationTime(false, Date.from(CREATED.minusSeconds(1)));
            });

    assertRefused(keys, message(CONTENT, old), "older than its key");
  }

  @Test
  void refusesSignatureWithDemandThatIsNotUnderstood() {
    Signing demanding = signing.with(p -> p.addNotationData(true, true, "a@example.com", "1"));

    assertRefused(keys, message(CONTENT, demanding), "not understood");
  }

  @Test
  void ignoresRemarksThatAreNotCritical() throws RejectedSignatureException {
    Signing remarking = signing.with(p -> p.addNotationData(false, true, "a@example.com", "1"));

    keys.verify(message(CONTENT, remarking), NOW);
  }

  @Test
  void refusesSeveralSignatures() {
    byte[] one = signature(CONTENT, signing);
    byte[] message = join(onePass(signing), onePass(signing), literal(CONTENT), one, one);

    assertRefused(keys, message, "2 signatures");
  }

  @Test
  void refusesWhatStandsBehindTheMessage() {
    byte[] message = message(CONTENT, signing);

    assertRefused(keys, join(message, "junk\n".getBytes(US_ASCII)), "behind it");
    assertRefused(keys, join(message, message), "2 signatures");
    assertRefused(keys, join(message, literal(CONTENT)), "no content with its signature");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        CompressionAlgorithmTags.ZIP,
        CompressionAlgorithmTags.ZLIB,
        CompressionAlgorithmTags.BZIP2
      })
  void refusesWhatStandsBehindTheCompressedMessage(int algorithm) {
    // gpg's packet of unknown length takes everything to the end of the file.
    byte[] message = compressed(algorithm, message(CONTENT, signing));
    assertThat(message[0]).isEqualTo((byte) 0xa3);

    assertRefused(keys, join(message, "junk\n".getBytes(US_ASCII)), "stand behind");
    assertRefused(keys, join(message, message), "stand behind");
    assertRefused(keys, Arrays.copyOf(message, message.length - 12), "compressed OpenPGP message");
  }

  @Test
  void refusesMessageWithoutSignature() {
    assertRefused(keys, literal(CONTENT), "no signature");
    assertRefused(keys, signature(CONTENT, signing), "no content with its signature");
    assertRefused(keys, "{}".getBytes(US_ASCII), "not an OpenPGP message");
  }

  @Test
  void refusesDirectKeySignatureAsIfItWereOfADocument() {
    assertRefused(
        keys,
        message(CONTENT, signing.withType(PGPSignature.STAND_ALONE)),
        "not one of a document");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] message = message(CONTENT, signing);
    for (int length = 0; length < message.length; length++) {
      byte[] truncated = Arrays.copyOf(message, length);
      assertThatExceptionOfType(RejectedSignatureException.class)
          .as("%d of %d bytes", length, message.length)
          .isThrownBy(() -> keys.verify(truncated, NOW));
    }
  }

  @Test
  void refusesMessageThatGrowsTooLarge() {
    byte[] bomb =
        compressed(CompressionAlgorithmTags.ZIP, literal(new byte[Signature.MAXIMUM_SIZE + 1]));

    assertThat(bomb.length).isLessThan(10_000);
    assertRefused(keys, bomb, "has more than");
  }

  @Test
  void readsBodiesInParts() throws RejectedSignatureException {
    // The literal's body, cut by a partial length of 8 bytes, and one of 1 byte a million times.
    byte[] body = Arrays.copyOfRange(literal(CONTENT), 2, literal(CONTENT).length);
    byte[] rest = Arrays.copyOfRange(body, 8, body.length);
    byte[] literal =
        join(
            new byte[] {(byte) 0xcb, (byte) 0xe3},
            Arrays.copyOf(body, 8),
            new byte[] {(byte) rest.length},
            rest);
    byte[] crumbs = new byte[2_000_001];
    Arrays.fill(crumbs, (byte) 0xe0);
    crumbs[0] = (byte) 0xcb;

    byte[] message = join(onePass(signing), literal, signature(CONTENT, signing));
    assertThat(keys.verify(message, NOW).content()).isEqualTo(CONTENT);
    assertRefused(keys, crumbs, "truncated");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedMessageNeverSaysSomethingElse(long seed) {
    Random random = new Random(seed);
    byte[] plain = message(CONTENT, signing);
    byte[] zipped = compressed(CompressionAlgorithmTags.ZIP, plain);
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = Mutations.of(i % 2 == 0 ? plain : zipped, random);
      try {
        assertThat(keys.verify(mutated, NOW).content())
            .as("seed %d, mutation %d", seed, i)
            .isEqualTo(CONTENT);
      } catch (RejectedSignatureException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void mutatedKeyIsNeverAnotherOne(long seed) {
    Random random = new Random(seed);
    byte[] file = file(certified(pair));
    byte[] foreign = message(CONTENT, Signing.by(pair()));
    for (int i = 0; i < 1000; i++) {
      byte[] mutated = Mutations.of(file, random);
      try {
        OpenPgpKeys read = OpenPgpKeys.read(List.of(mutated));
        assertThatExceptionOfType(RejectedSignatureException.class)
            .as("seed %d, mutation %d", seed, i)
            .isThrownBy(() -> read.verify(foreign, NOW));
      } catch (InvalidFormatException e) {
        assertThat(e).hasMessageContaining("public key");
      }
    }
  }

  @Test
  void refusesFilesThatHoldNoKeys() {
    for (byte[] file :
        List.of(
            new byte[0],
            "hello".getBytes(US_ASCII),
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n".getBytes(US_ASCII),
            message(CONTENT, signing))) {
      assertThatExceptionOfType(InvalidFormatException.class)
          .isThrownBy(() -> OpenPgpKeys.read(List.of(file)))
          .withMessageContaining("public key");
    }
  }

  private static OpenPgpKeys keysOf(PGPPublicKey... keys) {
    return OpenPgpKeys.read(List.of(file(keys)));
  }

  private static void assertRefused(OpenPgpKeys keys, byte[] message, String reason) {
    assertThatExceptionOfType(RejectedSignatureException.class)
        .isThrownBy(() -> keys.verify(message, NOW))
        .withMessageContaining(reason);
  }

  private static byte[] armored(byte[] binary) throws IOException, PGPException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = ArmoredOutputStream.builder().build(bytes)) {
      out.write(binary);
    }
    return join(bytes.toByteArray(), "\n".getBytes(US_ASCII));
  }
}
