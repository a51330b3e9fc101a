package io.drayage.cli.command;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestTypes;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.signature.GpgProgram;
import io.drayage.signature.Signature;
import io.drayage.signature.SimpleSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the commands about signatures in files have in common. */
final class SignatureFiles {
  private SignatureFiles() {}

  static RawManifest manifest(Path file) throws IOException {
    byte[] bytes = bytes(file, RawManifest.MAXIMUM_SIZE);
    return RawManifest.of(bytes, ManifestTypes.guess(bytes).orElse(MediaType.OCTET_STREAM));
  }

  static SimpleSignature signature(Path file) throws IOException {
    return new SimpleSignature(bytes(file, Signature.MAXIMUM_SIZE));
  }

  /** A whole file, which must not have more bytes. */
  static byte[] bytes(Path file, int maximum) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maximum + 1);
      if (bytes.length > maximum) {
        throw new InvalidFormatException(
            "%s has more than the %d bytes that it may have; is it the right file?"
                .formatted(file, maximum));
      }
      return bytes;
    }
  }

  static GpgProgram gpg(Invocation invocation) {
    return new GpgProgram(invocation.surroundings().configuration().variables());
  }
}
