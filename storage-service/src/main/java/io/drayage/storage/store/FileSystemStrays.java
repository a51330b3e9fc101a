package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadRecords;
import io.drayage.storage.domain.scrub.Strays;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Files of blobs and uploads that nobody knows. A sweep looks at one folder: first that of the
 * uploads, then {@code sha256/00} and so on.
 */
public final class FileSystemStrays implements Strays {
  private final Folders folders;
  private final UnknownBlobs unknown;
  private final UploadRecords uploads;

  /** Where blobs and uploads are. */
  public record Folders(Path blobs, Path uploads) {}

  public FileSystemStrays(Folders folders, UnknownBlobs unknown, UploadRecords uploads) {
    this.folders = folders;
    this.unknown = unknown;
    this.uploads = uploads;
  }

  @Override
  public Sweep sweep(String after, Instant before) throws IOException {
    Optional<String> folder = next(after);
    int removed = after.isEmpty() ? sweepUploads(before) : 0;
    if (folder.isPresent()) {
      removed += sweepBlobs(folder.get(), before);
    }
    return new Sweep(removed, folder);
  }

  /** The first folder of blobs behind another one. */
  private Optional<String> next(String after) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path algorithm : list(folders.blobs())) {
      for (Path folder : list(algorithm)) {
        names.add(algorithm.getFileName() + "/" + folder.getFileName());
      }
    }
    return Optional.ofNullable(names.higher(after));
  }

  private int sweepBlobs(String folder, Instant before) throws IOException {
    String algorithm = folder.substring(0, folder.indexOf('/'));
    List<Digest> old = new ArrayList<>();
    for (Path file : list(folders.blobs().resolve(folder))) {
      Optional<Digest> digest = digest(algorithm, file);
      if (digest.isPresent() && isOlder(file, before)) {
        old.add(digest.get());
      }
    }
    int removed = 0;
    for (Digest digest : unknown.among(old)) {
      Path file = folders.blobs().resolve(folder).resolve(digest.hex());
      if (unknown.remove(digest, () -> Files.deleteIfExists(file))) {
        removed++;
      }
    }
    return removed;
  }

  private static Optional<Digest> digest(String algorithm, Path file) {
    try {
      return Optional.of(Digest.parse(algorithm + ":" + file.getFileName()));
    } catch (InvalidFormatException _) {
      return Optional.empty(); // whoever put it there may want it
    }
  }

  private int sweepUploads(Instant before) throws IOException {
    int removed = 0;
    for (Path file : list(folders.uploads())) {
      Optional<UploadId> upload = upload(file);
      if (upload.isPresent() && isOlder(file, before) && !uploads.exists(upload.get())) {
        Files.deleteIfExists(file);
        removed++;
      }
    }
    return removed;
  }

  private static Optional<UploadId> upload(Path file) {
    try {
      return Optional.of(UploadId.parse(file.getFileName().toString()));
    } catch (InvalidFormatException _) {
      return Optional.empty();
    }
  }

  /** The time at which it got its last name counts as well: blobs are links to older files. */
  private static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
      return Files.isRegularFile(file)
          && changed.toInstant().isBefore(before)
          && Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(all::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return all;
  }
}
