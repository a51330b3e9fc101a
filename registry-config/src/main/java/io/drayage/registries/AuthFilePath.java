package io.drayage.registries;

import java.nio.file.Path;

/** A file with credentials and the form it has. */
public record AuthFilePath(Path file, Form form) {

  /** The forms of such files. */
  public enum Form {
    /** An object with {@code auths} and {@code credHelpers}. */
    CURRENT,
    /** {@code .dockercfg}: the entries stand at the top, keys are URLs. */
    LEGACY
  }

  static AuthFilePath current(Path file) {
    return new AuthFilePath(file, Form.CURRENT);
  }

  static AuthFilePath legacy(Path file) {
    return new AuthFilePath(file, Form.LEGACY);
  }
}
