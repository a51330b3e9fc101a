package io.drayage.registries;

import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The choices that a user made, in the file that podman, buildah and CRI-O keep them in: {@code
 * short-name-aliases.conf}. It is locked as they lock it ({@code FILE.lock}, a lock of the whole
 * file by {@code fcntl}) while it is read and written; it is replaced in one step. Thread-safe.
 */
final class ShortNameCache {
  /** Locks of {@code fcntl} belong to the process: inside it, something else has to exclude. */
  private static final ReentrantLock PROCESS = new ReentrantLock();

  private static final String NAME = "containers/short-name-aliases.conf";

  private final Path file;
  private @Nullable Map<String, Entry> entries;
  private boolean present;

  ShortNameCache(Path file) {
    this.file = file;
  }

  /** What the file says about a name; without an alias, it hides one of the configuration. */
  record Entry(Optional<ShortNameAlias> alias) {}

  /** The place by the environment: the system's cache folder for root, else the user's. */
  static Path file(ConfigEnvironment environment) {
    if (environment.uid() == 0) {
      return environment.system("var/cache").resolve(NAME);
    }
    return environment
        .variable("XDG_CACHE_HOME")
        .map(Path::of)
        .orElse(environment.home().resolve(".cache"))
        .resolve(NAME);
  }

  synchronized Optional<Entry> find(String shortName) throws RegistriesConfigException {
    return Optional.ofNullable(loaded().get(shortName));
  }

  synchronized SourceFile source() throws RegistriesConfigException {
    loaded();
    return new SourceFile(
        file,
        present ? SourceFile.State.READ : SourceFile.State.ABSENT,
        "remembered choices of short names, before all aliases");
  }

  synchronized void put(String shortName, RepositoryName repository)
      throws RegistriesConfigException {
    PROCESS.lock();
    try {
      Path folder =
          Files.createDirectories(
              file.toAbsolutePath().getParent(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (FileChannel channel =
              FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("the lock was lost");
        }
        Map<String, Entry> changed = new TreeMap<>(read());
        changed.put(
            shortName,
            new Entry(Optional.of(new ShortNameAlias(repository, Position.whole(file)))));
        replace(folder, text(changed));
        entries = read();
        present = true;
      }
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot remember in %s what \"%s\" means: %s; check the folder's permissions"
              .formatted(file, shortName, Failures.reason(e)),
          e);
    } finally {
      PROCESS.unlock();
    }
  }

  private Path lockFile() {
    return Path.of(file + ".lock");
  }

  private Map<String, Entry> loaded() throws RegistriesConfigException {
    Map<String, Entry> known = entries;
    if (known == null) {
      known = readLocked();
      entries = known;
    }
    return known;
  }

  /** Without the file of the lock nobody is writing, or everybody replaces in one step. */
  private Map<String, Entry> readLocked() throws RegistriesConfigException {
    if (!Files.isReadable(file)) {
      return read();
    }
    PROCESS.lock();
    try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ);
        FileLock lock = channel.lock(0, Long.MAX_VALUE, true)) {
      return lock.isValid() ? read() : Map.of();
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return read();
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot lock %s to read the short names in %s: %s; check its permissions"
              .formatted(lockFile(), file, Failures.reason(e)),
          e);
    } finally {
      PROCESS.unlock();
    }
  }

  private Map<String, Entry> read() throws RegistriesConfigException {
    Map<String, Entry> found = new TreeMap<>();
    Optional<RegistriesFile> read =
        RegistriesFileReader.read(file, RegistriesFileReader.Formats.NEW_ONLY);
    read.ifPresent(
        content -> content.aliases().forEach((name, alias) -> found.put(name, new Entry(alias))));
    present = read.isPresent();
    return found;
  }

  /** Names hold nothing that TOML would have to escape. */
  private static String text(Map<String, Entry> entries) {
    StringBuilder text = new StringBuilder("[aliases]\n");
    entries.forEach(
        (name, entry) ->
            text.append(
                "  \"%s\" = \"%s\"\n"
                    .formatted(
                        name,
                        entry.alias().map(alias -> alias.repository().toString()).orElse(""))));
    return text.toString();
  }

  private void replace(Path folder, String text) throws IOException {
    Path temporary = Files.createTempFile(folder, ".short-names", ".conf");
    try {
      Files.writeString(temporary, text);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
