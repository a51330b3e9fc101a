package io.drayage.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSignaturesTest {
  @Test
  void simpleSignatureIsStoredAsItsMessage() {
    byte[] message = {(byte) 0x90, 1, 2, 3};

    assertThat(new SimpleSignature(message).stored()).isEqualTo(message);
    assertThat(Signature.ofStored(message)).isEqualTo(new SimpleSignature(message));
  }

  @Test
  void readsSimpleSignatureWithItsFormNamed() {
    byte[] stored = "\0simple-signing\nabc".getBytes(US_ASCII);

    assertThat(Signature.ofStored(stored)).isEqualTo(new SimpleSignature("abc".getBytes(US_ASCII)));
  }

  @Test
  void sigstoreSignatureIsStoredAsJsonWithItsFormNamed() {
    Signature signature =
        new SigstoreSignature(
            SigstoreSignature.SIMPLE_SIGNING,
            "{}".getBytes(US_ASCII),
            Map.of(SigstoreSignature.SIGNATURE, "c2ln", "b", "2"));

    byte[] stored = signature.stored();

    assertThat(stored)
        .asString(US_ASCII)
        .isEqualTo(
            "\0sigstore-json\n{\"mimeType\":\"application/vnd.dev.cosign.simplesigning.v1+json\",\"payload\":\"e30=\",\"annotations\":{\"b\":\"2\",\"dev.cosignproject.cosign/signature\":\"c2ln\"}}");
    assertThat(Signature.ofStored(stored)).isEqualTo(signature);
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    Signature signature =
        new SigstoreSignature(new MediaType("application/x"), new byte[] {0, -1}, Map.of("a", "é"));

    assertThat(Signature.ofStored(signature.stored())).isEqualTo(signature);
  }

  @Test
  void annotationsMayBeMissing() {
    byte[] stored = "\0sigstore-json\n{\"mimeType\":\"a/b\",\"payload\":\"\"}".getBytes(US_ASCII);

    assertThat(Signature.ofStored(stored))
        .isEqualTo(new SigstoreSignature(new MediaType("a/b"), new byte[0], Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x88, 0x89, 0x8a, 0x90, 0x91, 0x92, 0xa0, 0xa1, 0xa2, 0xa3, 0xc2, 0xc4, 0xc8})
  void knowsTheBeginningsOfOpenPgpMessages(int first) {
    assertThat(Signature.ofStored(new byte[] {(byte) first, 0}))
        .isInstanceOf(SimpleSignature.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                              | empty
          '-----BEGIN PGP MESSAGE-----'                   | 0x2d
          '\u0099abc'                                     | 0x99
          '\\0sigstore-json'                              | does not end
          '\\0other\n{}'                                  | unknown form
          '\\0simple-signing\n'                           | empty
          '\\0sigstore-json\n[]'                          | not a JSON object
          '\\0sigstore-json\n{}'                          | mimeType
          '\\0sigstore-json\n{"mimeType":"a/b"}'          | payload
          '\\0sigstore-json\n{"mimeType":"a/b","payload":"*"}' | no base64
          '\\0sigstore-json\n{"mimeType":"a/b","payload":"","payload":""}' | not valid JSON
          '\\0sigstore-json\n{"mimeType":"a/b","payload":"","annotations":[]}' | no object
          '\\0sigstore-json\n{"mimeType":"a/b","payload":"","annotations":{"k":1}}' | "k"
          """)
  void refusesWhatIsNoSignature(String text, String complaint) {
    byte[] stored = text.replace("\\0", "\0").getBytes(ISO_8859_1);

    assertThatThrownBy(() -> Signature.ofStored(stored))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesMoreThanTheLimit() {
    byte[] large = new byte[Signature.MAXIMUM_SIZE + 1];
    large[0] = (byte) 0x90;

    assertThatThrownBy(() -> Signature.ofStored(large)).hasMessageContaining("limit");
    assertThatThrownBy(() -> new SimpleSignature(large)).hasMessageContaining("limit");
    assertThatThrownBy(() -> new SigstoreSignature(new MediaType("a/b"), large, Map.of()))
        .hasMessageContaining("limit");
    assertThatThrownBy(
            () ->
                new SigstoreSignature(
                    new MediaType("a/b"), new byte[0], Map.of("a", "x".repeat(large.length))))
        .hasMessageContaining("limit");
  }

  @Test
  void cannotBeChangedFromOutside() {
    byte[] message = {(byte) 0x90, 1};
    SimpleSignature signature = new SimpleSignature(message);

    message[1] = 9;
    signature.message()[1] = 9;

    assertThat(signature.message()).containsExactly(0x90, 1);
  }
}
