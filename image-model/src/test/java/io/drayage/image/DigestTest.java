package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);

  /** FIPS 180-4 gives these as examples. */
  private static final String SHA256_OF_ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String SHA512_OF_ABC =
      "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

  @Test
  void computesTheRegisteredAlgorithms() {
    assertThat(Digest.of(ABC)).hasToString(SHA256_OF_ABC);
    assertThat(Digest.of(DigestAlgorithm.SHA512, ABC)).hasToString(SHA512_OF_ABC);
  }

  @Test
  void finishesAComputation() {
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    computation.update(ABC);

    assertThat(Digest.finish(DigestAlgorithm.SHA256, computation)).hasToString(SHA256_OF_ABC);
  }

  @ParameterizedTest
  @ValueSource(strings = {SHA256_OF_ABC, SHA512_OF_ABC})
  void readsWhatItPrints(String text) {
    Digest digest = Digest.parse(text);

    assertThat(digest).hasToString(text);
    assertThat(digest.matches(ABC)).isTrue();
    assertThat(digest.matches(new byte[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256:",
        ":ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:../../../../../etc/passwd/.............................ffffffff",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "md5:900150983cd24fb0d6963f7d28e17f72",
        " sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void refusesWhatIsNoDigest(String text) {
    assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(InvalidFormatException.class);
  }

  @Test
  void shortensHugeTextInItsMessage() {
    assertThatThrownBy(() -> Digest.parse("x".repeat(100_000)))
        .isInstanceOf(InvalidFormatException.class)
        .message()
        .hasSizeLessThan(300);
  }
}
