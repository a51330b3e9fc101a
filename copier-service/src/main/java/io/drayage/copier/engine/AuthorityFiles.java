package io.drayage.copier.engine;

import io.drayage.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps certificates of authorities in files, which is where the client reads them. Thread-safe.
 */
final class AuthorityFiles {
  private final Path folder;

  AuthorityFiles(Path folder) {
    this.folder = folder;
  }

  /** The file with a text, which is there when this returns. */
  Path file(String pem) throws IOException {
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(folder);
    Path file = folder.resolve(Digest.of(bytes).hex() + ".pem");
    if (!Files.exists(file)) {
      Path made = Files.createTempFile(folder, "new", ".pem");
      Files.write(made, bytes);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}
