package io.drayage.registries;

import java.nio.file.Path;

/** A place in a configuration file; line and column count from 1, 0 stands for the whole file. */
public record Position(Path file, int line, int column) {

  static Position whole(Path file) {
    return new Position(file, 0, 0);
  }

  /** Prints {@code FILE:LINE:COLUMN}, or the file alone. */
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line + ":" + column;
  }
}
