package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerEncryptionTest {
  private static final KeyPair ALICE = TestKeys.rsa();
  private static final KeyPair BOB = TestKeys.rsa();
  private static final byte[] LAYER = layer();

  private static byte[] layer() {
    byte[] bytes = new byte[300_001];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** An encrypted layer as it lies in a registry. */
  private static final class Stored {
    private final byte[] content;
    private final Map<String, String> annotations;

    private Stored(byte[] content, Map<String, String> annotations) {
      this.content = content;
      this.annotations = annotations;
    }

    byte[] content() {
      return content;
    }

    Map<String, String> annotations() {
      return annotations;
    }

    Descriptor descriptor() {
      return new Descriptor(
              MediaType.OCI_LAYER_GZIP.encrypted(), Digest.of(content), content.length)
          .withAnnotations(annotations);
    }

    byte[] decrypt(DecryptionKey... keys) throws IOException {
      return decrypt(content, keys);
    }

    byte[] decrypt(byte[] other, DecryptionKey... keys) throws IOException {
      EncryptedLayer layer = new LayerDecryption(List.of(keys)).unwrap(descriptor());
      try (InputStream in = layer.decrypt(new ByteArrayInputStream(other))) {
        return in.readAllBytes();
      }
    }

    Stored with(String annotation, String value) {
      Map<String, String> changed = new HashMap<>(annotations);
      changed.put(annotation, value);
      return new Stored(content, changed);
    }
  }

  private static Stored encrypt(Recipient... recipients) throws IOException {
    var encryption = new LayerEncryption(List.of(recipients), new SecureRandom()).begin();
    try (InputStream in = encryption.encrypt(new ByteArrayInputStream(LAYER))) {
      byte[] content = in.readAllBytes();
      return new Stored(content, encryption.annotations(in, Digest.of(LAYER)));
    }
  }

  private static Recipient jwe(KeyPair pair) throws IOException {
    return Recipient.jwe(TestKeys.pem(pair.getPublic()), "key.pub");
  }

  private static Recipient pkcs7(KeyPair pair) throws IOException {
    return Recipient.pkcs7(TestKeys.certificate(pair, "somebody"), "cert.pem");
  }

  private static DecryptionKey key(KeyPair pair) throws IOException {
    return DecryptionKey.read(TestKeys.pem(pair.getPrivate()), "key.pem", Optional.empty());
  }

  @Test
  void encryptsForAnRsaKeyByJwe() throws IOException {
    Stored stored = encrypt(jwe(ALICE));

    assertThat(stored.content()).hasSize(LAYER.length).isNotEqualTo(LAYER);
    assertThat(stored.annotations())
        .containsOnlyKeys(
            "org.opencontainers.image.enc.keys.jwe", "org.opencontainers.image.enc.pubopts");
    assertThat(stored.decrypt(key(ALICE))).isEqualTo(LAYER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void encryptsForAKeyOnACurveByJwe(String curve) throws IOException {
    KeyPair pair = TestKeys.curve(curve);

    assertThat(encrypt(jwe(pair)).decrypt(key(pair))).isEqualTo(LAYER);
  }

  @Test
  void encryptsForACertificateByPkcs7() throws IOException {
    Stored stored = encrypt(pkcs7(ALICE));

    assertThat(stored.annotations())
        .containsOnlyKeys(
            "org.opencontainers.image.enc.keys.pkcs7", "org.opencontainers.image.enc.pubopts");
    assertThat(stored.decrypt(key(ALICE))).isEqualTo(LAYER);
  }

  @Test
  void everyRecipientCanDecrypt() throws IOException {
    KeyPair carol = TestKeys.curve("secp256r1");
    KeyPair dave = TestKeys.rsa();
    Stored stored = encrypt(jwe(ALICE), jwe(carol), pkcs7(BOB), pkcs7(dave));

    for (KeyPair recipient : List.of(ALICE, carol, BOB, dave)) {
      assertThat(stored.decrypt(key(recipient))).isEqualTo(LAYER);
    }
  }

  @Test
  void noTwoLayersHaveTheSameKey() throws IOException {
    assertThat(encrypt(jwe(ALICE)).content()).isNotEqualTo(encrypt(jwe(ALICE)).content());
  }

  @Test
  void oneOfSeveralKeysIsEnough() throws IOException {
    DecryptionKey certificate =
        DecryptionKey.read(TestKeys.certificate(ALICE, "a"), "cert.pem", Optional.empty());

    assertThat(encrypt(pkcs7(ALICE)).decrypt(certificate, key(BOB), key(ALICE))).isEqualTo(LAYER);
  }

  @Test
  void saysWhomTheLayerIsForWhenNoKeyOpensIt() throws IOException {
    Stored stored = encrypt(jwe(ALICE), pkcs7(ALICE));

    assertThatThrownBy(() -> stored.decrypt(key(BOB)))
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining("no decryption key of [key.pem] opens the layer sha256:")
        .hasMessageContaining("2 recipients by JWE and PKCS #7");
  }

  @Test
  void saysThatOpenPgpIsNotSupported() throws IOException {
    Stored stored = encrypt(jwe(ALICE)).with(Annotations.PGP_KEYS, "hQEMA");

    assertThatThrownBy(() -> stored.decrypt(key(BOB)))
        .hasMessageContaining("1 recipient by JWE and PKCS #7, and by OpenPGP");
  }

  @Test
  void doesNotReportTheEndOfATamperedLayer() throws IOException {
    Stored stored = encrypt(jwe(ALICE));
    byte[] tampered = stored.content().clone();
    tampered[LAYER.length / 2] ^= 1;

    assertThatThrownBy(() -> stored.decrypt(tampered, key(ALICE)))
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining("its HMAC is wrong");
  }

  @Test
  void keepsReportingThatALayerWasTamperedWith() throws IOException {
    Stored stored = encrypt(jwe(ALICE));
    byte[] tampered = Arrays.copyOf(stored.content(), 100);
    EncryptedLayer layer = new LayerDecryption(List.of(key(ALICE))).unwrap(stored.descriptor());

    try (InputStream in = layer.decrypt(new ByteArrayInputStream(tampered))) {
      assertThat(in.read(new byte[200])).isEqualTo(100);
      assertThatThrownBy(in::read).isInstanceOf(EncryptionException.class);
      assertThatThrownBy(in::read).isInstanceOf(EncryptionException.class);
    }
  }

  @Test
  void doesNotReportTheEndOfATruncatedLayer() throws IOException {
    Stored stored = encrypt(pkcs7(ALICE));
    byte[] truncated = Arrays.copyOf(stored.content(), LAYER.length - 1);

    assertThatThrownBy(() -> stored.decrypt(truncated, key(ALICE)))
        .hasMessageContaining("its HMAC is wrong");
  }

  @Test
  void anAnnotationThatCannotBeReadDoesNotHideAnother() throws IOException {
    Stored stored = encrypt(jwe(ALICE));
    String good = stored.annotations().get(Annotations.JWE_KEYS);

    for (String bad : List.of("%%%", "e30=", "bm8ganNvbg==")) {
      assertThat(stored.with(Annotations.JWE_KEYS, bad + "," + good).decrypt(key(ALICE)))
          .isEqualTo(LAYER);
      assertThatThrownBy(() -> stored.with(Annotations.JWE_KEYS, bad).decrypt(key(ALICE)))
          .isInstanceOf(EncryptionException.class);
      assertThatThrownBy(() -> stored.with(Annotations.PKCS7_KEYS, bad).decrypt(key(BOB)))
          .isInstanceOf(EncryptionException.class);
    }
  }

  @Test
  void doesNotOverflowOnAMessageThatIsNestedDeep() throws IOException {
    byte[] nested = new byte[60_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    Stored stored =
        encrypt(jwe(ALICE))
            .with(Annotations.PKCS7_KEYS, Base64.getEncoder().encodeToString(nested));

    assertThatThrownBy(() -> stored.decrypt(key(BOB)))
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining("is no valid CMS message");
  }

  @Test
  void triesNoMoreThan256Recipients() throws IOException {
    Stored stored = encrypt(jwe(ALICE));
    String many =
        String.join(",", Collections.nCopies(300, stored.annotations().get(Annotations.JWE_KEYS)));

    DecryptionKey other = key(TestKeys.curve("secp256r1"));

    assertThatThrownBy(() -> stored.with(Annotations.JWE_KEYS, many).decrypt(other))
        .hasMessageContaining("more than 256 recipients");
  }

  @Test
  void needsThePublicOptions() throws IOException {
    Stored stored = encrypt(jwe(ALICE));

    assertThatThrownBy(
            () ->
                new Stored(
                        stored.content(),
                        Map.of(
                            Annotations.JWE_KEYS, stored.annotations().get(Annotations.JWE_KEYS)))
                    .decrypt(key(ALICE)))
        .hasMessageContaining("has no annotation org.opencontainers.image.enc.pubopts");
    String other =
        Base64.getEncoder().encodeToString("{\"cipher\":\"ROT13\",\"hmac\":\"\"}".getBytes(UTF_8));
    assertThatThrownBy(() -> stored.with(Annotations.PUBLIC_OPTIONS, other).decrypt(key(ALICE)))
        .hasMessageContaining("\"ROT13\", which is not supported");
  }

  @Test
  void printsNoKey() throws IOException {
    Stored stored = encrypt(jwe(ALICE));
    EncryptedLayer layer = new LayerDecryption(List.of(key(ALICE))).unwrap(stored.descriptor());

    assertThat(layer.toString()).isEqualTo("the encrypted layer " + stored.descriptor().digest());
    assertThat(key(ALICE)).hasToString("key.pem");
    assertThat(Passphrase.of("secret".getBytes(UTF_8)).toString()).doesNotContain("secret");
  }
}
