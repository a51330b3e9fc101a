package io.drayage.copy;

import java.util.OptionalInt;

/** What happens to the compression of layers on the way. */
public sealed interface CompressionRule {

  /** Only what the destination needs: a registry wants layers to be compressed. */
  record AsNeeded() implements CompressionRule {}

  /** As needed, but what is not compressed may stay so. */
  record AcceptUncompressed() implements CompressionRule {}

  /**
   * Layers are compressed.
   *
   * @param level gzip 1 to 9, zstd 1 to 20; empty for the algorithm's default
   * @param scope whether layers that are compressed by another algorithm are, too
   */
  record Compress(CompressionAlgorithm algorithm, OptionalInt level, Scope scope)
      implements CompressionRule {
    public Compress {
      int maximum = algorithm == CompressionAlgorithm.GZIP ? 9 : 20;
      if (level.isPresent() && (level.getAsInt() < 1 || level.getAsInt() > maximum)) {
        throw new IllegalArgumentException(
            "%s compression level %d: must be 1 to %d"
                .formatted(algorithm, level.getAsInt(), maximum));
      }
    }
  }

  /** Layers are unpacked. */
  record Decompress() implements CompressionRule {}

  /** Which layers {@link Compress} is for. */
  enum Scope {
    /** Those that are not compressed. */
    UNCOMPRESSED,
    /**
     * Also those that are compressed by another algorithm ({@code --dest-force-compress-format}).
     */
    ALL
  }
}
