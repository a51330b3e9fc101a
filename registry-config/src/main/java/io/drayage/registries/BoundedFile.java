package io.drayage.registries;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads small files whole. */
final class BoundedFile {
  /** One MiB: configuration files are a thousand times smaller. */
  static final int MAXIMUM_SIZE = 1 << 20;

  private BoundedFile() {}

  /** The bytes of a file, or nothing when it does not exist. */
  static Optional<byte[]> bytes(Path file) throws RegistriesConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAXIMUM_SIZE + 1);
      if (bytes.length > MAXIMUM_SIZE) {
        throw new RegistriesConfigException(
            "%s is larger than the 1 MiB a configuration file may have; is it the right file?"
                .formatted(file));
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot read %s: %s; check that it is a file and its permissions"
              .formatted(file, Failures.reason(e)),
          e);
    }
  }

  /** The text of a UTF-8 file, or nothing when it does not exist. */
  static Optional<String> text(Path file) throws RegistriesConfigException {
    Optional<byte[]> bytes = bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString());
    } catch (CharacterCodingException e) {
      throw new RegistriesConfigException(
          "%s is not valid UTF-8, which TOML requires; save it as UTF-8".formatted(file), e);
    }
  }
}
