package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import java.util.Arrays;

/**
 * A signature by simple signing: an OpenPGP message (RFC 4880) whose content is a JSON document
 * about the image; containers-signature(5). Not verified. Immutable.
 */
public final class SimpleSignature implements Signature {
  private final byte[] message;

  /**
   * @param message is copied
   * @throws InvalidFormatException when it is empty or has more than {@link #MAXIMUM_SIZE} bytes
   */
  public SimpleSignature(byte[] message) {
    if (message.length == 0) {
      throw new InvalidFormatException("the signature is empty");
    }
    SignatureSize.check(message.length);
    this.message = message.clone();
  }

  /** A copy of the OpenPGP message. */
  public byte[] message() {
    return message.clone();
  }

  @Override
  public byte[] stored() {
    return StoredSignatures.write(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimpleSignature that && Arrays.equals(message, that.message);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(message);
  }

  @Override
  public String toString() {
    return "simple signature of %d bytes".formatted(message.length);
  }
}
