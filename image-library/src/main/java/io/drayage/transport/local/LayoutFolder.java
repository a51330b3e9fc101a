package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The folder of an OCI layout as writers see it. {@code index.json} changes only under a lock on
 * {@code oci-layout}, after it was read again, so that several writers keep each other's entries.
 */
final class LayoutFolder {
  /** The file that makes a folder a layout. */
  static final String MARKER = "oci-layout";

  private static final String LAYOUT = "{\"imageLayoutVersion\": \"1.0.0\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final BlobFolder blobs;

  /** Makes a new index of the one that is there. */
  interface Change {
    LayoutIndex apply(LayoutIndex index) throws IOException;
  }

  LayoutFolder(Path folder, Optional<Path> sharedBlobs, Persistence persistence) {
    this.folder = folder;
    this.blobs =
        BlobFolder.byAlgorithm(sharedBlobs.orElseGet(() -> folder.resolve("blobs")), persistence);
  }

  BlobFolder blobs() {
    return blobs;
  }

  LayoutContent content() {
    return new FolderContent(folder, blobs);
  }

  /** The index that is there; an empty one when there is none yet. */
  LayoutIndex index() throws IOException {
    Path file = folder.resolve(LayoutIndex.FILE);
    return Files.exists(file)
        ? LayoutIndex.parse(SmallFile.read(file), folder)
        : LayoutIndex.empty();
  }

  /** What is done when the new index is on the disk, still alone. */
  interface Aftermath {
    void run() throws IOException;
  }

  /** Changes the index, alone and at once. */
  void change(Change change, Aftermath aftermath) throws IOException {
    Files.createDirectories(folder.resolve("blobs"));
    try (PlaceLock lock =
        PlaceLock.acquire(folder.resolve(MARKER), PATIENCE)
            .orElseThrow(
                () ->
                    new IOException(
                        "%s has been locked by another process for %d seconds; try again when it is done"
                            .formatted(folder.resolve(MARKER), PATIENCE.toSeconds())))) {
      if (!isLayout(lock.content())) {
        lock.write(LAYOUT.getBytes(StandardCharsets.UTF_8));
      }
      LayoutIndex before = index();
      LayoutIndex after = change.apply(before);
      PartialFile.replace(folder.resolve(LayoutIndex.FILE), after.bytes());
      PartialFile.syncFolder(folder);
      aftermath.run();
    }
  }

  private static boolean isLayout(byte[] content) {
    try {
      return BoundedJson.text(BoundedJson.read(content, MARKER), "imageLayoutVersion") != null;
    } catch (InvalidFormatException e) {
      return false;
    }
  }

  /** What images of this layout consist of. */
  StoredImages images() {
    return new StoredImages(this::manifest, blobs);
  }

  private Optional<RawManifest> manifest(Descriptor manifest) throws IOException {
    Path file = blobs.path(manifest.digest());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RawManifest.verified(SmallFile.read(file), manifest.mediaType(), manifest.digest()));
    } catch (InvalidFormatException e) {
      throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }
}
