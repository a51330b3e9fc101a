package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Remembers from one process to the next, in a file of one line per fact: {@code + DIGEST
 * REPOSITORY} or {@code - DIGEST REPOSITORY}, a later line beats an earlier one. Processes append
 * at the same time without a lock; a line that is torn or damaged is ignored. A file that has grown
 * over its limit is replaced by its newest half, in which case lines that another process appends
 * at that moment are lost: that costs a transfer, never correctness.
 *
 * <p>The file is read when it is first asked, and a process that never asks never reads it. What a
 * process learns is written in batches and at {@link #close}. Thread-safe.
 */
public final class BlobLocationsFile implements BlobLocations, AutoCloseable {
  private static final int BATCH = 64;
  private static final int DEFAULT_LIMIT = 1024 * 1024;

  private final Path file;
  private final int limit;
  private final BlobLocationsInMemory known = new BlobLocationsInMemory();
  private final List<String> unwritten = new ArrayList<>();
  private boolean read;
  private @Nullable IOException failure;

  /**
   * Uses a file of at most 1 MiB, some eight thousand facts. Neither it nor its folder need exist.
   */
  public BlobLocationsFile(Path file) {
    this(file, DEFAULT_LIMIT);
  }

  /** Uses a file of a size limit in bytes. */
  BlobLocationsFile(Path file, int limit) {
    this.file = file;
    this.limit = limit;
  }

  @Override
  public synchronized List<RepositoryName> repositoriesWith(RegistryHost registry, Digest blob) {
    readOnce();
    return known.repositoriesWith(registry, blob);
  }

  @Override
  public synchronized void add(RepositoryName repository, Digest blob) {
    readOnce();
    if (!known.repositoriesWith(repository.registry(), blob).contains(repository)) {
      known.add(repository, blob);
      learn("+ " + blob + " " + repository);
    }
  }

  @Override
  public synchronized void remove(RepositoryName repository, Digest blob) {
    readOnce();
    if (known.repositoriesWith(repository.registry(), blob).contains(repository)) {
      known.remove(repository, blob);
      learn("- " + blob + " " + repository);
    }
  }

  /**
   * Writes what is left to write.
   *
   * @throws IOException when the file could not be read or written, now or before; nothing else
   *     suffers from that
   */
  @Override
  public synchronized void close() throws IOException {
    write();
    if (failure != null) {
      throw new IOException(
          "the memory of blob locations in %s cannot be kept: %s"
              .formatted(file, failure.getMessage()),
          failure);
    }
  }

  private void learn(String line) {
    unwritten.add(line);
    if (unwritten.size() >= BATCH) {
      write();
    }
  }

  private void readOnce() {
    if (read) {
      return;
    }
    read = true;
    try {
      lines().forEach(this::apply);
    } catch (NoSuchFileException e) {
      // The first run of this user: nothing is known yet.
    } catch (IOException e) {
      failure = e;
    }
  }

  private List<String> lines() throws IOException {
    // A file that somebody else made huge is not worth its memory.
    if (Files.size(file) > 4L * limit) {
      return List.of();
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private void apply(String line) {
    String[] parts = line.split(" ", 4);
    if (parts.length != 3) {
      return;
    }
    try {
      Digest blob = Digest.parse(parts[1]);
      RepositoryName repository = RepositoryName.parse(parts[2]);
      switch (parts[0]) {
        case "+" -> known.add(repository, blob);
        case "-" -> known.remove(repository, blob);
        default -> {}
      }
    } catch (InvalidFormatException e) {
      // A torn line: see the class comment.
    }
  }

  private void write() {
    if (unwritten.isEmpty() || failure != null) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      String batch = String.join("\n", unwritten) + "\n";
      Files.writeString(file, batch, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      unwritten.clear();
      if (Files.size(file) > limit) {
        shrink();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void shrink() throws IOException {
    SequencedSet<String> newest = new LinkedHashSet<>();
    int size = 0;
    for (String line : lines().reversed()) {
      size += line.length() + 1;
      if (size > limit / 2) {
        break;
      }
      newest.add(line);
    }
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "blobs-", null);
    try {
      Files.write(temporary, newest.reversed());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
