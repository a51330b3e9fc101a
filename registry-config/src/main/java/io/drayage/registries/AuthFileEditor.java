package io.drayage.registries;

import io.drayage.image.Credential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a file with credentials. What is not understood stays in it; a crash leaves the old file
 * or the new one; nobody but the owner can read it. Not thread-safe.
 */
final class AuthFileEditor {
  private final Path file;
  private final ObjectNode root;

  private AuthFileEditor(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /** Opens a file that may not exist yet. */
  static AuthFileEditor open(Path file) throws RegistriesConfigException {
    Optional<byte[]> bytes = BoundedFile.bytes(file);
    return new AuthFileEditor(
        file,
        bytes.isEmpty() ? AuthJson.newObject() : AuthJson.object(bytes.get(), file.toString()));
  }

  Map<String, String> helpers() throws RegistriesConfigException {
    return AuthFile.helpers(root, file);
  }

  Optional<String> helper(String key) throws RegistriesConfigException {
    return Optional.ofNullable(helpers().get(key));
  }

  void put(String key, Credential.UsernamePassword credential) throws RegistriesConfigException {
    String joined = credential.username() + ":" + credential.password();
    ObjectNode entry = AuthJson.newObject();
    entry.put("auth", Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8)));
    auths().set(key, entry);
  }

  /** Says whether the key was there. */
  boolean remove(String key) throws RegistriesConfigException {
    return AuthJson.members(root, "auths", file).containsKey(key) && auths().remove(key) != null;
  }

  /** Removes all entries and helpers, and says whether there were any. */
  boolean clear() throws RegistriesConfigException {
    boolean changed = !AuthJson.members(root, "auths", file).isEmpty() || !helpers().isEmpty();
    root.set("auths", AuthJson.newObject());
    root.remove("credHelpers");
    return changed;
  }

  private ObjectNode auths() throws RegistriesConfigException {
    AuthJson.members(root, "auths", file);
    JsonNode existing = root.get("auths");
    if (existing instanceof ObjectNode object) {
      return object;
    }
    ObjectNode created = AuthJson.newObject();
    root.set("auths", created);
    return created;
  }

  /** Writes the file whole under another name, then puts it in the place of the old one. */
  void save() throws RegistriesConfigException {
    try {
      // A link stays a link: the file behind it is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder =
          Files.createDirectories(
              target.getParent(),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path temporary = Files.createTempFile(folder, ".auth", ".json");
      try {
        write(temporary);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "cannot write credentials to %s: %s; check the folder, or choose a file with --authfile"
              .formatted(file, Failures.reason(e)),
          e);
    }
  }

  private void write(Path temporary) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(AuthJson.pretty(root));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
