package io.drayage.transport.local;

import io.drayage.transport.Compression;
import io.drayage.transport.ContentNotFoundException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tar file that is read in place. One that is compressed, or is a pipe, is spooled first, once.
 * Thread-safe.
 */
final class TarArchive implements Closeable {
  private final Path file;
  private final Path readable;
  private final TarIndex index;
  private final @Nullable SpoolFolder spool;

  private TarArchive(Path file, Path readable, TarIndex index, @Nullable SpoolFolder spool) {
    this.file = file;
    this.readable = readable;
    this.index = index;
    this.spool = spool;
  }

  /**
   * Opens a file.
   *
   * @param temporaryFolder where it is spooled when it must be
   * @throws ContentNotFoundException when there is no such file
   */
  static TarArchive open(Path file, Path temporaryFolder) throws IOException {
    if (!Files.exists(file)) {
      throw new ContentNotFoundException("open %s: no such file or directory".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder, not an archive".formatted(file));
    }
    if (Files.isRegularFile(file) && compression(file) == Compression.NONE) {
      return new TarArchive(file, file, TarIndex.read(file), null);
    }
    SpoolFolder spool = SpoolFolder.in(temporaryFolder);
    boolean opened = false;
    try {
      Path unpacked = unpack(file, spool);
      var archive = new TarArchive(file, unpacked, TarIndex.read(unpacked), spool);
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        spool.close();
      }
    }
  }

  /**
   * Spools an archive that arrives over a connection.
   *
   * @param origin what messages call it
   */
  static TarArchive receive(Path origin, InputStream content, Path temporaryFolder)
      throws IOException {
    SpoolFolder spool = SpoolFolder.in(temporaryFolder);
    boolean opened = false;
    try {
      Path spooled = spool.path().resolve("received.tar");
      Files.copy(content, spooled);
      var archive = new TarArchive(origin, spooled, TarIndex.read(spooled), spool);
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        spool.close();
      }
    }
  }

  private static Compression compression(Path file) throws IOException {
    try (InputStream in = FileSlice.open(file, 0)) {
      return Compression.of(in.readNBytes(6));
    }
  }

  private static Path unpack(Path file, SpoolFolder spool) throws IOException {
    Path unpacked = spool.path().resolve(String.valueOf(file.getFileName()));
    try (InputStream in = Compression.uncompressed(Files.newInputStream(file), file.toString());
        OutputStream out = Files.newOutputStream(unpacked)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new IOException(
          "cannot unpack %s to %s: %s".formatted(file, spool.path(), e.getMessage()), e);
    }
    return unpacked;
  }

  /** The file as it was named. */
  Path file() {
    return file;
  }

  boolean has(String name) {
    return index.find(name).isPresent();
  }

  /**
   * Opens an entry from an offset on; links are followed.
   *
   * @throws ContentNotFoundException when there is none of that name
   */
  InputStream open(String name, long offset) throws IOException {
    TarIndex.Entry.Contents entry = find(name);
    if (offset > entry.length()) {
      throw new IOException(
          "%s in %s has %d bytes, there is nothing at offset %d"
              .formatted(name, file, entry.length(), offset));
    }
    return FileSlice.open(readable, entry.offset() + offset, entry.length() - offset);
  }

  /** How many bytes an entry has. */
  long length(String name) throws IOException {
    return find(name).length();
  }

  /** Reads an entry of at most 4 MiB. */
  byte[] small(String name) throws IOException {
    try (InputStream in = open(name, 0)) {
      return SmallFile.read(in, name + " in " + file);
    }
  }

  private TarIndex.Entry.Contents find(String name) throws IOException {
    Optional<TarIndex.Entry.Contents> entry = index.find(name);
    if (entry.isEmpty()) {
      throw new ContentNotFoundException("%s has no entry %s".formatted(file, name));
    }
    return entry.get();
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
