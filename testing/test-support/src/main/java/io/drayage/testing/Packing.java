package io.drayage.testing;

/** How the tar of a {@link SeededLayer} is packed. */
public enum Packing {
  /** Not at all. */
  TAR,
  /**
   * Compressed by zlib and held in memory: for small layers. Another zlib may give other bytes, so
   * no test may know their digest beforehand.
   */
  GZIP,
  /** Valid gzip of stored blocks: as fast as copying, the same bytes everywhere, any size. */
  STORED_GZIP
}
