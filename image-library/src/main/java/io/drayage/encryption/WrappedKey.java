package io.drayage.encryption;

import java.security.PrivateKey;
import java.util.Optional;

/** A message with a layer's key in it, for one recipient or several. */
interface WrappedKey {

  /** How many recipients it is for. */
  int recipients();

  /**
   * What is in it, if it is for the owner of a key.
   *
   * @throws EncryptionException when the message itself is malformed or of an unsupported kind
   */
  Optional<byte[]> open(PrivateKey key) throws EncryptionException;
}
