package io.drayage.copy;

import java.util.Locale;

/** How layers are compressed. */
public enum CompressionAlgorithm {
  GZIP,
  /** Only OCI manifests can name zstd layers; Docker's are converted. */
  ZSTD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
