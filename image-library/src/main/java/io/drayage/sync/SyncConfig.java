package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A sync file: skopeo's YAML schema for {@code sync --src yaml}, and filters that combine as an
 * extension of it (docs/reference/sync-yaml.md).
 *
 * <p>An entry with a mistake becomes a {@linkplain #problems() problem} and is left out; the others
 * are still good. Skopeo's reading is more lenient in two ways: it ignores keys it does not know,
 * and it exits with 0 after skipping an entry.
 *
 * @param name the file, as messages name it
 * @param problems in the order of the file
 */
public record SyncConfig(String name, List<RegistryRules> registries, List<SyncProblem> problems) {

  /** A larger file is refused, in bytes. */
  static final long MAXIMUM_SIZE = 3 << 20;

  public SyncConfig {
    Objects.requireNonNull(name);
    registries = List.copyOf(registries);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidFormatException when it is no YAML, or not a map of registries
   */
  public static SyncConfig load(Path file) throws IOException {
    if (Files.size(file) > MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "Failed to unmarshal \"%s\": more than %d bytes".formatted(file, MAXIMUM_SIZE));
    }
    return parse(Files.readString(file), file.toString());
  }

  /**
   * Reads the text of a file.
   *
   * @param name the file, for messages
   * @throws InvalidFormatException when it is no YAML, or not a map of registries
   */
  public static SyncConfig parse(String text, String name) {
    return new SyncConfigReader(name).read(text);
  }
}
