package io.drayage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyFileTest {
  private static final KeyPair RSA = TestKeys.rsa();
  private static final KeyPair CURVE = TestKeys.curve("secp256r1");

  private static KeyMaterial read(byte[] content) throws IOException {
    return new KeyFile(content, "file").read(Optional.empty());
  }

  private static Optional<Passphrase> passphrase(String text) {
    return Optional.of(Passphrase.of(text.getBytes(UTF_8)));
  }

  @Test
  void readsPemAndDer() throws IOException {
    for (KeyPair pair : List.of(RSA, CURVE)) {
      assertThat(read(TestKeys.pem(pair.getPublic())))
          .isEqualTo(new KeyMaterial.Public(pair.getPublic(), ""));
      assertThat(read(pair.getPublic().getEncoded()))
          .isEqualTo(new KeyMaterial.Public(pair.getPublic(), ""));
      assertThat(read(TestKeys.pem(pair.getPrivate())))
          .isEqualTo(new KeyMaterial.Private(pair.getPrivate()));
      assertThat(read(pair.getPrivate().getEncoded()))
          .isEqualTo(new KeyMaterial.Private(pair.getPrivate()));
    }
    assertThat(read(TestKeys.certificate(RSA, "x"))).isInstanceOf(KeyMaterial.Certificate.class);
  }

  @Test
  void readsJsonWebKeys() throws IOException {
    RSAKey key =
        new RSAKey.Builder((RSAPublicKey) RSA.getPublic())
            .privateKey(RSA.getPrivate())
            .algorithm(JWEAlgorithm.RSA_OAEP_256)
            .build();

    assertThat(read(key.toJSONString().getBytes(UTF_8))).isInstanceOf(KeyMaterial.Private.class);
    assertThat(read(key.toPublicJWK().toJSONString().getBytes(UTF_8)))
        .isEqualTo(new KeyMaterial.Public(RSA.getPublic(), "RSA-OAEP-256"));
    assertThatThrownBy(
            () ->
                read(
                    new OctetSequenceKey.Builder(new byte[16])
                        .build()
                        .toJSONString()
                        .getBytes(UTF_8)))
        .hasMessageContaining("JSON Web Key of the type oct");
  }

  @Test
  void opensAnEncryptedKeyOnlyWithItsPassphrase() throws IOException {
    KeyFile file = new KeyFile(TestKeys.encryptedPem(RSA, "geheim"), "key.pem");

    assertThat(file.read(passphrase("geheim")))
        .isEqualTo(new KeyMaterial.Private(RSA.getPrivate()));
    assertThatThrownBy(() -> file.read(passphrase("falsch")))
        .isInstanceOf(EncryptionException.class)
        .hasMessage("the passphrase does not open the private key key.pem");
    assertThatThrownBy(() -> file.read(Optional.empty()))
        .hasMessageContaining("key.pem is encrypted: give its passphrase");
  }

  @Test
  void saysWhatIsWrongWithAFile() {
    assertThatThrownBy(() -> read("hello".getBytes(UTF_8)))
        .hasMessageContaining("file holds no key");
    assertThatThrownBy(() -> read("{\"kty\":1}".getBytes(UTF_8)))
        .hasMessage("file is no valid JSON Web Key");
    assertThatThrownBy(
            () ->
                read("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----".getBytes(UTF_8)))
        .hasMessageContaining("file is no valid PEM file");
    assertThatThrownBy(() -> read("-----BEGIN X-----\n-----END X-----\n".getBytes(UTF_8)))
        .isInstanceOf(EncryptionException.class);
    assertThatThrownBy(() -> read(new byte[2 * 1024 * 1024]))
        .hasMessageContaining("that is no key");
  }

  @Test
  void refusesKeysOfTheWrongKind() throws IOException {
    byte[] certificate = TestKeys.certificate(RSA, "x");
    byte[] onCurve = TestKeys.certificate(CURVE, "x");

    assertThatThrownBy(() -> Recipient.jwe(certificate, "c"))
        .hasMessage("c is a certificate, not a public key: use pkcs7: for it");
    assertThatThrownBy(() -> Recipient.jwe(TestKeys.pem(RSA.getPrivate()), "k"))
        .hasMessage("k is a private key, not a public key");
    assertThatThrownBy(() -> Recipient.pkcs7(TestKeys.pem(RSA.getPublic()), "k"))
        .hasMessage("k is a public key, not an X.509 certificate: use jwe: for it");
    assertThatThrownBy(() -> Recipient.pkcs7(onCurve, "c"))
        .hasMessageContaining("has a key of the kind EC: PKCS #7 needs RSA");
    assertThatThrownBy(
            () -> DecryptionKey.read(TestKeys.pem(RSA.getPublic()), "k", Optional.empty()))
        .hasMessageContaining("k is a public key");
    DecryptionKey only = DecryptionKey.read(certificate, "c", Optional.empty());
    assertThatThrownBy(() -> new LayerDecryption(List.of(only)))
        .hasMessage("none of the decryption keys [c] is a private key");
  }
}
