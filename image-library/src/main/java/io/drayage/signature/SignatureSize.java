package io.drayage.signature;

import io.drayage.image.InvalidFormatException;

/** The limit of the bytes of a signature. */
final class SignatureSize {
  private SignatureSize() {}

  static void check(long size) {
    if (size > Signature.MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "the signature has %d bytes, more than the limit of %d"
              .formatted(size, Signature.MAXIMUM_SIZE));
    }
  }
}
