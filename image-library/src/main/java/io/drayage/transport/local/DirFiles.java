package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestTypes;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the files of a {@code dir:} folder are named. */
record DirFiles(Path folder) {
  static final String VERSION_TEXT = "Directory Transport Version: 1.1\n";

  private static final Pattern OWN =
      Pattern.compile(
          "(?:[0-9a-f]{64}|[0-9a-f]{128})(?:\\.manifest\\.json|\\.signature-[0-9]+)?|signature-[0-9]+");

  Path version() {
    return folder.resolve("version");
  }

  /** The top-level manifest. */
  Path manifest() {
    return folder.resolve("manifest.json");
  }

  /** A manifest that the top-level one lists. */
  Path manifest(Digest digest) {
    return folder.resolve(digest.hex() + ".manifest.json");
  }

  BlobFolder blobs() {
    return BlobFolder.flat(folder, Persistence.DURABLE);
  }

  /** Whether a name is one that this transport gives to something that belongs to one image. */
  static boolean belongsToImage(String name) {
    return OWN.matcher(name).matches();
  }

  /** The top-level manifest; empty when there is none. */
  Optional<RawManifest> read() throws IOException {
    if (!Files.isRegularFile(manifest())) {
      return Optional.empty();
    }
    byte[] bytes = SmallFile.read(manifest());
    try {
      return Optional.of(
          RawManifest.of(bytes, ManifestTypes.effective(MediaType.OCTET_STREAM, bytes)));
    } catch (InvalidFormatException e) {
      throw new IOException("%s is damaged: %s".formatted(manifest(), e.getMessage()), e);
    }
  }

  /** A manifest that the top-level one lists; empty when it is not there. */
  Optional<RawManifest> read(Descriptor child) throws IOException {
    Path file = manifest(child.digest());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RawManifest.verified(SmallFile.read(file), child.mediaType(), child.digest()));
    } catch (InvalidFormatException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  StoredImages images() {
    return new StoredImages(this::read, blobs());
  }
}
