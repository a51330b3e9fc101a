package io.drayage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerifiedInputStreamTest {
  private static final byte[] CONTENT = {1, 2, 3, 4};

  private static VerifiedInputStream stream(byte[] content, OptionalLong size) {
    return new VerifiedInputStream(
        new ByteArrayInputStream(content), Digest.of(CONTENT), size, "a test");
  }

  @Test
  void passesTheRightContentOn() throws IOException {
    assertThat(stream(CONTENT, OptionalLong.of(4)).readAllBytes()).isEqualTo(CONTENT);
    assertThat(stream(CONTENT, OptionalLong.empty()).readAllBytes()).isEqualTo(CONTENT);
    var sha512 =
        new VerifiedInputStream(
            new ByteArrayInputStream(CONTENT),
            Digest.of(DigestAlgorithm.SHA512, CONTENT),
            OptionalLong.of(4),
            "a test");
    assertThat(sha512.readAllBytes()).isEqualTo(CONTENT);
  }

  @Test
  void passesAnEmptyContentOn() throws IOException {
    byte[] nothing = {};
    var stream =
        new VerifiedInputStream(
            new ByteArrayInputStream(nothing), Digest.of(nothing), OptionalLong.of(0), "a test");

    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void failsBeforeTheLastByteOfWrongContent() {
    var stream = stream(new byte[] {1, 2, 3, 5}, OptionalLong.of(4));

    assertThatThrownBy(() -> stream.readNBytes(4))
        .isInstanceOf(ContentMismatchException.class)
        .hasMessageContaining("a test");
    assertThatThrownBy(stream::read).isInstanceOf(ContentMismatchException.class);
  }

  @Test
  void failsAtTheEndOfWrongContentOfUnknownSize() {
    var stream = stream(new byte[] {1, 2, 3}, OptionalLong.empty());

    assertThatThrownBy(stream::readAllBytes).isInstanceOf(ContentMismatchException.class);
  }

  @Test
  void failsWhenContentIsTooShortOrTooLong() {
    assertThatThrownBy(() -> stream(new byte[] {1, 2, 3}, OptionalLong.of(4)).readAllBytes())
        .isInstanceOf(ContentMismatchException.class)
        .hasMessageContaining("3 bytes, not the 4");
    assertThatThrownBy(() -> stream(new byte[] {1, 2, 3, 4, 5}, OptionalLong.of(4)).readNBytes(4))
        .isInstanceOf(ContentMismatchException.class)
        .hasMessageContaining("more than the 4 bytes");
  }
}
