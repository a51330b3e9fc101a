package io.drayage.cli.flag;

import io.drayage.copy.EncryptionRule;
import io.drayage.copy.LayerChoice;
import io.drayage.encryption.DecryptionKey;
import io.drayage.encryption.LayerDecryption;
import io.drayage.encryption.LayerEncryption;
import io.drayage.encryption.Recipient;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** The flags about the encryption of layers. */
public final class EncryptionFlags {
  private EncryptionFlags() {}

  public static void declare(Flags flags) {
    flags
        .texts(
            "--encryption-key",
            "PROTOCOL:KEY",
            "encrypt the layers for the owner of this key: jwe:PUBLIC-KEY-FILE or"
                + " pkcs7:CERTIFICATE-FILE")
        .texts(
            "--encrypt-layer",
            "INDEX",
            "encrypt only this layer: 0 is the first and -1 the last one")
        .texts(
            "--decryption-key",
            "FILE[:PASSPHRASE]",
            "decrypt the layers with this key; the passphrase may be given as pass=TEXT,"
                + " file=PATH or fd=NUMBER");
  }

  /**
   * Reads them, and the key files.
   *
   * @throws UsageException when they contradict each other
   * @throws IOException when a key cannot be read or is of the wrong kind
   */
  public static EncryptionRule read(Arguments arguments) throws IOException {
    List<String> recipients = arguments.texts("--encryption-key");
    List<String> keys = arguments.texts("--decryption-key");
    List<String> layers = arguments.texts("--encrypt-layer");
    if (!recipients.isEmpty() && !keys.isEmpty()) {
      throw new UsageException(
          "--encryption-key and --decryption-key cannot be specified together");
    }
    if (!layers.isEmpty() && recipients.isEmpty()) {
      throw new UsageException("--encrypt-layer can only be used with --encryption-key");
    }
    if (!recipients.isEmpty()) {
      LayerChoice choice = layers(layers);
      return new EncryptionRule.Encrypt(
          new LayerEncryption(recipients(recipients), new SecureRandom()), choice);
    }
    return keys.isEmpty() ? new EncryptionRule.Keep() : new EncryptionRule.Decrypt(keys(keys));
  }

  private static LayerChoice layers(List<String> texts) {
    List<Integer> positions = new ArrayList<>();
    for (String text : texts) {
      try {
        positions.add(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        throw Arguments.invalid("--encrypt-layer", text, "must be a whole number", e);
      }
    }
    return new LayerChoice(positions);
  }

  private static List<Recipient> recipients(List<String> texts) throws IOException {
    List<Recipient> recipients = new ArrayList<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      String protocol = colon < 0 ? "" : text.substring(0, colon);
      String name = text.substring(colon + 1);
      recipients.add(
          switch (protocol) {
            case "jwe" -> Recipient.jwe(SecretFile.key(name), name);
            case "pkcs7" -> Recipient.pkcs7(SecretFile.key(name), name);
            case "pgp", "pkcs11", "provider" ->
                throw new UsageException(
                    "--encryption-key %s: %s is not supported, use jwe or pkcs7"
                        .formatted(text, protocol));
            default ->
                throw new UsageException(
                    "--encryption-key %s: must be jwe:PUBLIC-KEY-FILE or pkcs7:CERTIFICATE-FILE"
                        .formatted(text));
          });
    }
    return recipients;
  }

  private static LayerDecryption keys(List<String> texts) throws IOException {
    List<DecryptionKey> keys = new ArrayList<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      if (colon >= 0 && name.equals("provider")) {
        throw new UsageException("--decryption-key: key providers are not supported");
      }
      keys.add(
          DecryptionKey.read(
              SecretFile.key(name), name, SecretFile.passphrase(text.substring(name.length()))));
    }
    return new LayerDecryption(keys);
  }
}
