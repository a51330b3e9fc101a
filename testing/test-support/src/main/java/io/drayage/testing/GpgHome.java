package io.drayage.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder with keys of the installed {@code gpg}, made for one test. A test that uses it has
 * {@link RequiresProgram}; closing ends the agent that gpg started.
 */
public final class GpgHome implements AutoCloseable {
  private final Path folder;

  private GpgHome(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty one, in a folder whose name is short enough for the agent's socket. */
  public static GpgHome create() throws IOException {
    return new GpgHome(
        Files.createTempDirectory(
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  /** The value for {@code GNUPGHOME}. */
  public Path folder() {
    return folder;
  }

  /** Prepares {@code gpg OPTIONS}, which asks nobody. */
  public Command gpg(String... options) {
    List<String> words = new ArrayList<>(List.of("--batch", "--no-tty", "--yes"));
    words.addAll(List.of(options));
    return Command.of(Programs.require("gpg").toString(), words.toArray(String[]::new))
        .with("GNUPGHOME", folder.toString());
  }

  /** Makes a key that signs, of Ed25519, without a passphrase and an end. */
  public String newKey(String userId) throws IOException, InterruptedException {
    return newKey(userId, "never");
  }

  /**
   * Makes a key that signs, without a passphrase unless an option sets it.
   *
   * @param expiry as gpg takes it: {@code 1d}, {@code never}
   * @param options more options of gpg, such as a time that it shall believe
   * @return its fingerprint
   */
  public String newKey(String userId, String expiry, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(options));
    if (!words.contains("--passphrase")) {
      words.addAll(List.of("--passphrase", ""));
    }
    words.addAll(
        List.of("--pinentry-mode", "loopback", "--quick-gen-key", userId, "ed25519", "sign"));
    words.add(expiry);
    gpg(words.toArray(String[]::new)).run().orFail();
    return fingerprints(userId).getFirst();
  }

  /** The fingerprints of a key and its subkeys. */
  public List<String> fingerprints(String key) throws IOException, InterruptedException {
    return gpg("--list-keys", "--with-colons", key)
        .run()
        .orFail()
        .output()
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  /** Writes the public key, in binary form. */
  public Path export(String key, Path file) throws IOException, InterruptedException {
    gpg("--output", file.toString(), "--export", key).run().orFail();
    return file;
  }

  /** Ends the agent and removes the keys. */
  @Override
  public void close() throws IOException {
    try {
      Command.of("gpgconf", "--kill", "all").with("GNUPGHOME", folder.toString()).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.walkFileTree(folder, new Removal());
  }

  /** Removes a folder from which the agent, while it ends, removes its sockets. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
