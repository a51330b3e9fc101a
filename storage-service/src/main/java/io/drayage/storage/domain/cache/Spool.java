package io.drayage.storage.domain.cache;

import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files that blobs grow in while they are fetched: those of the uploads, or copies of its own
 * where the store of uploads has no files. The copies are of no use after a restart.
 */
public final class Spool {
  private final UploadStore uploads;
  private final Path folder;

  /** Uses a folder, which is emptied: nobody else uses it. */
  public static Spool open(UploadStore uploads, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return new Spool(uploads, folder);
  }

  private Spool(UploadStore uploads, Path folder) {
    this.uploads = uploads;
    this.folder = folder;
  }

  Path file(UploadId upload) {
    return uploads.growing(upload).orElseGet(() -> copy(upload));
  }

  private Path copy(UploadId upload) {
    return folder.resolve(upload.toString());
  }

  /** The content, which is copied on its way if that is needed; the caller closes it. */
  InputStream through(UploadId upload, InputStream content) throws IOException {
    Optional<Path> growing = uploads.growing(upload);
    return growing.isPresent()
        ? content
        : new Copying(content, Files.newOutputStream(copy(upload), StandardOpenOption.CREATE_NEW));
  }

  void discard(UploadId upload) throws IOException {
    Files.deleteIfExists(copy(upload));
  }

  private static final class Copying extends InputStream {
    private final InputStream content;
    private final OutputStream copy;

    private Copying(InputStream content, OutputStream copy) {
      this.content = content;
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int one = content.read();
      if (one >= 0) {
        copy.write(one);
      }
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = content.read(buffer, offset, length);
      if (read > 0) {
        copy.write(buffer, offset, read);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      copy.close();
    }
  }
}
