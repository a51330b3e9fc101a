package io.drayage.signature;

import io.drayage.image.InvalidFormatException;

/**
 * A signature of an image, as it was found or made; that it exists says nothing about whom it is
 * from. Immutable.
 */
public sealed interface Signature permits SimpleSignature, SigstoreSignature {
  /** 4 MiB: the most that a signature, its payload or its annotations may have in bytes. */
  int MAXIMUM_SIZE = 4 * 1024 * 1024;

  /** How many signatures of one image are looked at; more are an error of whoever reads them. */
  int MAXIMUM_COUNT = 128;

  /**
   * The bytes by which it is kept in a file of its own: {@code signature-N} of a {@code dir:} image
   * or of a lookaside. The message itself for a simple signature; for others a zero byte, the name
   * of the form, a line feed and the form's JSON.
   */
  byte[] stored();

  /**
   * Reads what {@link #stored} wrote, or skopeo.
   *
   * @throws InvalidFormatException when the bytes are neither, or more than {@link #MAXIMUM_SIZE}
   */
  static Signature ofStored(byte[] bytes) {
    return StoredSignatures.read(bytes);
  }
}
