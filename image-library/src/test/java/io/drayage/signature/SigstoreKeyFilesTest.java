package io.drayage.signature;

import static io.drayage.signature.SigstoreFixture.NAME;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigstoreKeyFilesTest {
  private static final SignatureStamp STAMP =
      new SignatureStamp("test", InstantSource.fixed(Instant.EPOCH));
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final String PASSPHRASE = "pass phrase";

  /**
   * Made by OpenSSL (the key), Python's hashlib (scrypt with N = 32768) and libsodium (secretbox).
   */
  private static final String COSIGN_KEY =
      """
      -----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----
      eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjozMjc2OCwiciI6
      OCwicCI6MX0sInNhbHQiOiJhUlBmUE82NlJabnltWkk0K0JhY2pla3lObTFLSVVP
      L1FUTU4wbHFnMXZNPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
      Iiwibm9uY2UiOiIzR2hDcXEvZzMyL1owemFBR2dUYVdnYTc0VzFFdzJWVSJ9LCJj
      aXBoZXJ0ZXh0IjoiUC9UUktPRS8yWUJxZ2wrdmxaRWpTTnNnWExYYWpTS2IzWlJZ
      VEt5YWEvUE1HdGRDR3RkV0tFWEFLbzErME0vUGM1ODJYVnM5eGxsSjFIY1VCREdQ
      dVJycGhLT09ENWNTZjNQKzZJMFBNM2NOeG51TWQ1TGZYTXozWVFmc1pTY1NkQThH
      S1RRWmRyODN5WnJRQ1B6L012Y3ZIOW80c1g3Nmlrc1JIN0FBdEt5MEFETVlqbDBO
      WFE5VlU4ZUNjQ20wLy82UFQrdVF1TlNidkE9PSJ9
      -----END ENCRYPTED COSIGN PRIVATE KEY-----
      """;

  /** The same key with N = 65536 and the newer name. */
  private static final String SIGSTORE_KEY =
      """
      -----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----
      eyJrZGYiOnsibmFtZSI6InNjcnlwdCIsInBhcmFtcyI6eyJOIjo2NTUzNiwiciI6
      OCwicCI6MX0sInNhbHQiOiJBck9sMi9VRFZ3MU15RUx4S1BmQVh2Ly9CQ1VxZ2Fa
      M25maUlwclJQT0hrPSJ9LCJjaXBoZXIiOnsibmFtZSI6Im5hY2wvc2VjcmV0Ym94
      Iiwibm9uY2UiOiJXWUllaGgwY0dwNVFnaUJCWitIRGpMUEQ2a3NTYmx4QSJ9LCJj
      aXBoZXJ0ZXh0IjoiaVg1MERoejFRNnMvbkFjLzZab3BBWFVVb3I3YnUwZmpHbGZx
      VEptZlZwTmhMMjkzL0ZiR2JpZ0pQWGhpSDF4R05weFg5MEtTWElTNnNWeXBBdERS
      ZTVXNTJpTkVDM1VORElMMEJFRHN4L0pKTEovRDNqYmdPa1RMcWUxUWdub3BzQi8v
      WEpGUlBhQnFNaS9mN3k3N2l5Wmd2S0xJSFROemI5SnlYbmNITHNGUzRaalVsUFVE
      VjEyVjYvTTZwVElWaWsrenU2enBZdHIyeGc9PSJ9
      -----END ENCRYPTED SIGSTORE PRIVATE KEY-----
      """;

  private static final String PUBLIC_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELYq/Z7CnBSs9E+Lv9PyPNNW0DY5i
      gbFUh979H5foAWFfIMXMryE6DHgV7WKRCuVLEQuq7Xfs0WCJRTb5Jhhzag==
      -----END PUBLIC KEY-----
      """;

  @ParameterizedTest
  @ValueSource(strings = {COSIGN_KEY, SIGSTORE_KEY})
  void readsKeysThatOtherProgramsMade(String pem) throws SigningException {
    SigstoreSigner signer = SigstoreSigner.read(pem.getBytes(US_ASCII), PASSPHRASE, STAMP);

    SigstoreSignature signature = signer.sign(DIGEST, NAME);

    assertThat(
            publicKey(PUBLIC_KEY.getBytes(US_ASCII)).verifies(signature.payload(), raw(signature)))
        .isTrue();
  }

  @Test
  void signsWithTheKeysItMakes() throws SigningException {
    SigstoreKeyPair pair = SigstoreKeyPair.generate("s3cret", new SecureRandom());

    SigstoreSignature signature =
        SigstoreSigner.read(pair.privateKey(), "s3cret", STAMP).sign(DIGEST, NAME);

    assertThat(publicKey(pair.publicKey()).verifies(signature.payload(), raw(signature))).isTrue();
    assertThat(new String(pair.privateKey(), US_ASCII))
        .startsWith("-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n")
        .endsWith("-----END ENCRYPTED COSIGN PRIVATE KEY-----\n");
    assertThat(new String(pair.publicKey(), US_ASCII)).startsWith("-----BEGIN PUBLIC KEY-----\n");
    assertThat(signature.mediaType()).isEqualTo(SigstoreSignature.SIMPLE_SIGNING);
    assertThat(signature.annotations()).containsOnlyKeys("dev.cosignproject.cosign/signature");
  }

  @Test
  void everyPairIsAnotherOne() {
    SecureRandom random = new SecureRandom();

    assertThat(SigstoreKeyPair.generate("", random).publicKey())
        .isNotEqualTo(SigstoreKeyPair.generate("", random).publicKey());
  }

  @Test
  void readsPlainPkcs8() throws SigningException {
    var pair = SigstoreFixture.pair("Ed25519");
    byte[] pem = Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded());

    SigstoreSignature signature = SigstoreSigner.read(pem, "", STAMP).sign(DIGEST, NAME);

    assertThat(SigstorePublicKey.of(pair.getPublic()).verifies(signature.payload(), raw(signature)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void signsBytesThatAreNoClaims(String kind) throws SigningException {
    var pair = SigstoreFixture.pair(kind);
    byte[] pem = Pem.text("PRIVATE KEY", pair.getPrivate().getEncoded());
    SigstorePublicKey key = publicKey(Pem.text("PUBLIC KEY", pair.getPublic().getEncoded()));
    byte[] content = "contents".getBytes(US_ASCII);

    byte[] signature = SigstoreSigner.read(pem, "", STAMP).sign(content, "the contents");

    assertThat(key.verifies(content, signature)).isTrue();
    assertThat(key.verifies("Contents".getBytes(US_ASCII), signature)).isFalse();
    assertThat(key.verifies(content, new byte[0])).isFalse();
    assertThat(
            SigstorePublicKey.of(SigstoreFixture.pair(kind).getPublic())
                .verifies(content, signature))
        .isFalse();
  }

  @Test
  void refusesWrongPassphrase() {
    assertThatExceptionOfType(SigningException.class)
        .isThrownBy(() -> SigstoreSigner.read(COSIGN_KEY.getBytes(US_ASCII), "no", STAMP))
        .withMessageContaining("passphrase is wrong")
        .withMessageNotContaining("no,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "N":32768           | "N":1073741824       | parameters of scrypt
          "N":32768           | "N":1                | parameters of scrypt
          "r":8               | "r":9                | parameters of scrypt
          "p":1               | "p":"1"              | no whole number
          scrypt              | argon2               | unknown scheme
          nacl/secretbox      | aes-gcm              | unknown scheme
          "nonce":"3GhC       | "nonce":"            | nonce
          "salt":"            | "salt":"*            | no base64
          "cipher":           | "cypher":            | is missing
          """)
  void refusesOtherSchemes(String from, String to, String complaint) {
    String json = new String(Pem.only(COSIGN_KEY.getBytes(US_ASCII), "it").getContent(), US_ASCII);
    assertThat(json).contains(from);
    byte[] pem = Pem.text(SigstoreSigner.COSIGN_KEY, json.replace(from, to).getBytes(US_ASCII));

    assertThatExceptionOfType(InvalidFormatException.class)
        .isThrownBy(() -> SigstoreSigner.read(pem, PASSPHRASE, STAMP))
        .withMessageContaining(complaint);
  }

  @Test
  void refusesWhatIsNoPrivateKey() {
    for (String text :
        List.of(
            "",
            "hello",
            PUBLIC_KEY,
            COSIGN_KEY + SIGSTORE_KEY,
            COSIGN_KEY.substring(0, 200),
            "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n")) {
      assertThatExceptionOfType(InvalidFormatException.class)
          .as(text)
          .isThrownBy(() -> SigstoreSigner.read(text.getBytes(US_ASCII), PASSPHRASE, STAMP))
          .withMessageContaining("private key");
    }
  }

  @Test
  void refusesToSignForWhatIsNoImage() throws SigningException {
    SigstoreSigner signer = SigstoreSigner.read(COSIGN_KEY.getBytes(US_ASCII), PASSPHRASE, STAMP);

    assertThatExceptionOfType(SigningException.class)
        .isThrownBy(() -> signer.sign(DIGEST, "registry.example/app"))
        .withMessageContaining("neither a tag nor a digest");
    assertThatExceptionOfType(InvalidFormatException.class)
        .isThrownBy(() -> signer.sign(DIGEST, ""));
  }

  /** NaCl's own example of crypto_secretbox. */
  @Test
  void secretBoxIsNacls() {
    HexFormat hex = HexFormat.of();
    byte[] key = hex.parseHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    byte[] nonce = hex.parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    byte[] plain =
        hex.parseHex(
            "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
    byte[] sealed =
        hex.parseHex(
            "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5");

    assertThat(SecretBox.seal(plain, key, nonce)).isEqualTo(sealed);
    assertThat(SecretBox.open(sealed, key, nonce)).contains(plain);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] mutated = Mutations.of(sealed, random);
      if (!Arrays.equals(mutated, sealed)) {
        assertThat(SecretBox.open(mutated, key, nonce)).isEmpty();
      }
    }
  }

  private static SigstorePublicKey publicKey(byte[] pem) {
    return SigstorePublicKey.read(pem, "the key");
  }

  private static byte[] raw(SigstoreSignature signature) {
    return Base64.getDecoder()
        .decode(signature.annotations().get("dev.cosignproject.cosign/signature"));
  }
}
