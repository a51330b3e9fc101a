package io.drayage.copy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How layers are compressed. */
public enum CompressionAlgorithm {
  GZIP,
  /** Only OCI manifests can name zstd layers; Docker's are converted. */
  ZSTD,
  /**
   * Zstd with a frame for each file and a table of contents, so that clients can fetch single files
   * ({@code zstd:chunked}). Everybody else reads it as zstd.
   */
  ZSTD_CHUNKED;

  /** Reads a name as {@link #toString} gives it; empty for an unknown one. */
  public static Optional<CompressionAlgorithm> parse(String name) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}
