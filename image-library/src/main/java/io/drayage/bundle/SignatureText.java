package io.drayage.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What stands in {@code bundle/contents.json.sig}: base64, and line feeds up to a length. */
final class SignatureText {
  /** Enough for RSA keys of 8192 bits. */
  static final int LENGTH = 2048;

  private SignatureText() {}

  /** How many bytes are kept for it. */
  static int length(Optional<BundleSigner> signer) {
    return signer.isPresent() ? LENGTH : 0;
  }

  static Optional<byte[]> of(byte[] contents, Optional<BundleSigner> signer) throws IOException {
    if (signer.isEmpty()) {
      return Optional.empty();
    }
    byte[] text =
        Base64.getEncoder()
            .encodeToString(signer.get().sign(contents))
            .getBytes(StandardCharsets.US_ASCII);
    if (text.length >= LENGTH) {
      throw new BundleException(
          "the signature of the bundle has more than %d bytes: use a smaller key"
              .formatted(LENGTH));
    }
    byte[] padded = Arrays.copyOf(text, LENGTH);
    Arrays.fill(padded, text.length, LENGTH, (byte) '\n');
    return Optional.of(padded);
  }
}
