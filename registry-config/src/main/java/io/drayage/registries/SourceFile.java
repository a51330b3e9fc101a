package io.drayage.registries;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A place that was looked at for configuration.
 *
 * @param path a file, or a folder that was passed over as a whole
 * @param reason the rule that made it count, or not
 */
public record SourceFile(Path path, State state, String reason) {

  /** What became of it. */
  public enum State {
    /** Its content counts. */
    READ,
    /** It is not there. */
    ABSENT,
    /** It is there, and its content does not count. */
    IGNORED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
