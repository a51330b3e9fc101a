package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobContent;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.scrub.Quarantine;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Blobs as files, {@code blobs/sha256/ab/abcd…}. A blob gets its name by a link to the file of its
 * upload, which is complete and on disk by then; the link is on disk as well when {@link #adopt}
 * returns.
 */
public final class FileSystemBlobStore implements BlobStore, Quarantine {
  private final Path root;
  private final FileSystemUploadStore uploads;

  public FileSystemBlobStore(Path root, FileSystemUploadStore uploads) {
    this.root = root;
    this.uploads = uploads;
  }

  @Override
  public Optional<BlobContent> find(Digest digest) throws IOException {
    Path file = file(digest);
    try {
      return Optional.of(new FileContent(file, Files.size(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void adopt(UploadId upload, Digest digest) throws IOException {
    try {
      link(upload, digest);
    } catch (IOException e) {
      throw Room.explain(root, e);
    }
  }

  private void link(UploadId upload, Digest digest) throws IOException {
    Path folder = folder(digest);
    DurableFolders.create(folder);
    try {
      Files.createLink(file(digest), uploads.file(upload));
    } catch (FileAlreadyExistsException _) {
      // The same bytes; whether their name is on disk is not known.
    }
    DurableFolders.force(folder);
  }

  @Override
  public void delete(Digest digest) throws IOException {
    Files.deleteIfExists(file(digest));
  }

  /** Moves the file to {@code quarantine/sha256/abcd…} beside the blobs. */
  @Override
  public void setAside(Digest digest) throws IOException {
    Path aside = root.resolveSibling("quarantine").resolve(digest.algorithm().label());
    DurableFolders.create(aside);
    try {
      Files.move(file(digest), aside.resolve(digest.hex()), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      return;
    }
    DurableFolders.force(aside);
    DurableFolders.force(folder(digest));
  }

  private Path file(Digest digest) {
    return folder(digest).resolve(digest.hex());
  }

  private Path folder(Digest digest) {
    return root.resolve(digest.algorithm().label()).resolve(digest.hex().substring(0, 2));
  }
}
