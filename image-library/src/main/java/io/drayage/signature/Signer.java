package io.drayage.signature;

import io.drayage.image.Digest;
import java.io.IOException;

/** Makes signatures with one key. Thread-safe; holds nothing that would need to be closed. */
@FunctionalInterface
public interface Signer {

  /**
   * Signs an image.
   *
   * @param manifest the digest of the manifest, or of the index
   * @param dockerReference the full name that the image shall be known by, with its registry and
   *     its tag or digest
   * @throws SigningException when the key is missing, cannot be unlocked or refuses
   * @throws IOException when a program or a file cannot be used
   */
  Signature sign(Digest manifest, String dockerReference) throws IOException;

  /**
   * Whether a signature is one that this signer made for the same image and name, and is valid: to
   * make another one would add nothing. A signer that cannot tell says no.
   */
  default boolean made(Signature signature, Digest manifest, String dockerReference) {
    return false;
  }
}
