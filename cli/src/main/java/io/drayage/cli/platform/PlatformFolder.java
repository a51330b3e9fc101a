package io.drayage.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder in which the platform keeps everything. */
public record PlatformFolder(Path path) {
  private static final int LARGEST_STATE = 64 * 1024;

  public PlatformFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * The folder when nobody names one: {@code dray} where the user's programs keep their data (XDG
   * Base Directory), and {@code /var/lib/dray} for root, because the database does not run as root
   * and cannot pass through root's home.
   */
  public static PlatformFolder standard(Map<String, String> variables, Path home, long uid) {
    if (uid == 0) {
      return new PlatformFolder(Path.of("/var/lib/dray"));
    }
    String data = variables.getOrDefault("XDG_DATA_HOME", "");
    Path folder = data.startsWith("/") ? Path.of(data) : home.resolve(".local/share");
    return new PlatformFolder(folder.resolve("dray"));
  }

  /**
   * Creates it when it is not there.
   *
   * @throws IOException when it cannot be used; the message says why
   */
  public void prepare() throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    if (!Files.isDirectory(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
      throw new IOException(
          "the folder %s cannot be used: this user must be able to read and write it; choose another one with --data"
              .formatted(path));
    }
  }

  /** What the service writes besides its answers. */
  public Path log() {
    return path.resolve("dray.log");
  }

  /** The process that uses it, which may have ended without a word. */
  public Optional<PlatformProcess> process() throws IOException {
    Path file = path.resolve("state.json");
    byte[] text;
    try (var in = Files.newInputStream(file)) {
      text = in.readNBytes(LARGEST_STATE);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    try {
      JsonNode state = JsonMapper.shared().readTree(text);
      String url = state.path("url").asString("");
      return Optional.of(
          new PlatformProcess(
              state.path("pid").asLong(0),
              Instant.parse(state.path("startedAt").asString("")),
              url.isEmpty() ? Optional.empty() : Optional.of(url)));
    } catch (JacksonException | DateTimeException e) {
      throw new IOException(
          "%s cannot be read: delete it when no service uses the folder".formatted(file), e);
    }
  }

  /** The process that uses it now. */
  public Optional<PlatformProcess> running() throws IOException {
    return process().filter(PlatformProcess::isAlive);
  }
}
