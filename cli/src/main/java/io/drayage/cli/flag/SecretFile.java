package io.drayage.cli.flag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drayage.encryption.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Key files and passphrases as flags name them. */
final class SecretFile {
  /** 1 MiB; a key has a few kilobytes. */
  private static final int MAXIMUM_KEY = 1024 * 1024;

  private static final int MAXIMUM_PASSPHRASE = 64 * 1024;

  private SecretFile() {}

  static byte[] key(String name) throws IOException {
    return read(name, "the key file " + name, MAXIMUM_KEY);
  }

  /**
   * What stands behind a key file: nothing, or a colon and {@code pass=TEXT}, {@code file=PATH},
   * {@code fd=NUMBER} or the passphrase itself.
   */
  static Optional<Passphrase> passphrase(String text) throws IOException {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String value = text.substring(1);
    if (value.startsWith("file=")) {
      String name = value.substring("file=".length());
      return Optional.of(Passphrase.of(passphraseFile(name, "the passphrase file " + name)));
    }
    if (value.startsWith("fd=")) {
      String number = value.substring("fd=".length());
      if (!number.matches("[0-9]{1,6}")) {
        throw new UsageException("--decryption-key: fd=%s is no file descriptor".formatted(number));
      }
      return Optional.of(
          Passphrase.of(
              passphraseFile("/dev/fd/" + number, "the passphrase from descriptor " + number)));
    }
    String plain = value.startsWith("pass=") ? value.substring("pass=".length()) : value;
    return Optional.of(Passphrase.of(plain.getBytes(UTF_8)));
  }

  private static byte[] passphraseFile(String name, String what) throws IOException {
    return read(name, what, MAXIMUM_PASSPHRASE);
  }

  private static byte[] read(String name, String what, int maximum) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(maximum + 1);
      if (bytes.length > maximum) {
        throw new IOException("%s has more than %d bytes".formatted(what, maximum));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("%s does not exist".formatted(what), e);
    }
  }
}
