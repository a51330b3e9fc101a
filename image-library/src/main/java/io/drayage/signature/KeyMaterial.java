package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.registries.KeySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads keys and certificates from where a policy says they are. */
final class KeyMaterial {
  /** 4 MiB: a keyring of a distribution has some kilobytes. */
  private static final int MAXIMUM_SIZE = 4 * 1024 * 1024;

  private KeyMaterial() {}

  /**
   * The content of each file or datum.
   *
   * @throws IOException when a file cannot be read or is too large
   * @throws IllegalArgumentException when the source is of another kind, which no policy has
   */
  static List<byte[]> read(KeySource source) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    switch (source) {
      case KeySource.Files(var paths) -> {
        for (String path : paths) {
          contents.add(file(Path.of(path)));
        }
      }
      case KeySource.Data(var texts) ->
          texts.forEach(text -> contents.add(Base64.getDecoder().decode(text)));
      case KeySource.Fulcio _, KeySource.Pki _ ->
          throw new IllegalArgumentException("not a place where keys are: " + source);
    }
    return contents;
  }

  private static byte[] file(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAXIMUM_SIZE + 1);
      if (bytes.length > MAXIMUM_SIZE) {
        throw new InvalidFormatException(
            "%s has more than the %d bytes that a file with keys may have"
                .formatted(file, MAXIMUM_SIZE));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the file %s does not exist; correct the path in the policy".formatted(file), e);
    }
  }
}
