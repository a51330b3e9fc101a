package io.drayage.service.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of {@link SecretKeys}, outside of the database. It is read anew when a secret names a key
 * that was not in it, so that replicas learn of a new key without a restart. Thread-safe.
 */
public final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final long LARGEST = 64 * 1024;

  private final Path file;
  private volatile SecretKeys keys;

  private KeyFile(Path file) throws IOException {
    this.file = file;
    this.keys = read(file);
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   * @throws SecretException when its content is wrong
   */
  public static KeyFile open(Path file) throws IOException {
    return new KeyFile(file);
  }

  /**
   * Reads a file, which is made with a key in it when it does not exist. Only its owner can read it
   * then.
   *
   * @param today names the key
   */
  public static KeyFile openOrCreate(Path file, SecureRandom random, LocalDate today)
      throws IOException {
    if (Files.notExists(file)) {
      create(file, line(random, today.toString()));
    }
    return new KeyFile(file);
  }

  /** Written beside it and linked into place: nobody ever sees half of a file. */
  private static void create(Path file, String line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path made =
        Files.createTempFile(
            folder, "keys", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(made, line);
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException _) {
      LOG.debug("{} was made by another process meanwhile", file);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static String line(SecureRandom random, String name) {
    byte[] key = new byte[SecretKeys.BYTES];
    random.nextBytes(key);
    return "%s:%s%n".formatted(name, Base64.getEncoder().encodeToString(key));
  }

  private static SecretKeys read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new SecretException("%s has more than %d bytes".formatted(file, LARGEST));
    }
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      LOG.warn("everybody on this machine can read the keys in {}: chmod 600 it", file);
    }
    return SecretKeys.parse(Files.readAllLines(file, StandardCharsets.UTF_8), file.toString());
  }

  /** What was read last. */
  public SecretKeys keys() {
    return keys;
  }

  /**
   * Reads the file again.
   *
   * @throws SecretException when it cannot be used; what was read before stays
   */
  public synchronized SecretKeys reload() {
    try {
      keys = read(file);
      return keys;
    } catch (IOException e) {
      throw new SecretException("cannot read the keys in %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Adds a new key in front of the others; it is the current one from now on.
   *
   * @return its name
   */
  public synchronized String add(SecureRandom random, LocalDate today) throws IOException {
    Set<String> taken = reload().names();
    String name = today.toString();
    for (int n = 2; taken.contains(name); n++) {
      name = today + "." + n;
    }
    Path made =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "keys",
            ".new",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(made, line(random, name) + Files.readString(file));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
    keys = read(file);
    return name;
  }

  /** The file, for messages. */
  @Override
  public String toString() {
    return file.toString();
  }
}
