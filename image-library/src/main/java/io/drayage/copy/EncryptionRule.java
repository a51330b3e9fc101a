package io.drayage.copy;

import io.drayage.encryption.LayerDecryption;
import io.drayage.encryption.LayerEncryption;

/** What happens to the encryption of layers on the way. */
public sealed interface EncryptionRule {

  /** Nothing: encrypted layers stay encrypted, and plain ones plain. */
  record Keep() implements EncryptionRule {}

  /** Layers are encrypted ({@code --encryption-key}); those that are encrypted stay as they are. */
  record Encrypt(LayerEncryption encryption, LayerChoice layers) implements EncryptionRule {}

  /** Encrypted layers are decrypted ({@code --decryption-key}). */
  record Decrypt(LayerDecryption decryption) implements EncryptionRule {}
}
