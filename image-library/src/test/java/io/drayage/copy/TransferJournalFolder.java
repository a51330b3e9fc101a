package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.UploadMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** A journal that outlives its process: a file for each transfer. */
record TransferJournalFolder(Path folder) implements TransferJournal {
  private Path file(RepositoryName repository, Digest blob) {
    String key = repository + " " + blob;
    return folder.resolve(Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex());
  }

  @Override
  public Optional<UploadMark> find(RepositoryName repository, Digest blob) {
    try {
      List<String> lines = Files.readAllLines(file(repository, blob));
      return Optional.of(
          new UploadMark(
              URI.create(lines.get(0)),
              Long.parseLong(lines.get(1)),
              Long.parseLong(lines.get(2))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void mark(RepositoryName repository, Digest blob, UploadMark mark) {
    try {
      Path next = Files.createTempFile(folder, "next", "");
      Files.writeString(
          next, "%s\n%d\n%d\n".formatted(mark.location(), mark.offset(), mark.chunkMinimum()));
      Files.move(next, file(repository, blob), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void forget(RepositoryName repository, Digest blob) {
    try {
      Files.deleteIfExists(file(repository, blob));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
