package io.drayage.cli.flag;

import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads passphrases of keys from files. */
public final class PassphraseFile {
  private static final int MAXIMUM_SIZE = 64 * 1024;

  private PassphraseFile() {}

  /**
   * The first line of a file, as gpg and skopeo take it.
   *
   * @throws InvalidFormatException when it has more than 64 KiB; its content is in no message
   */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAXIMUM_SIZE + 1);
      if (bytes.length > MAXIMUM_SIZE) {
        throw new InvalidFormatException(
            "the passphrase file %s has more than 64 KiB; is it the right file?".formatted(file));
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return end < 0 ? text : text.substring(0, end);
    }
  }
}
