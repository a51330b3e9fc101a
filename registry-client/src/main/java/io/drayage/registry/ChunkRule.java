package io.drayage.registry;

/**
 * Which blobs are sent in chunks that the registry confirms one by one, and how large these are. A
 * chunk is held in memory until it is confirmed.
 *
 * @param largerThan bytes; smaller blobs are sent with one request
 * @param bytes of a chunk; more if the registry asks for more, up to {@link #LARGEST}
 */
public record ChunkRule(long largerThan, int bytes) {
  /**
   * What a registry may ask for in bytes: one that wants larger chunks gets one request instead.
   */
  public static final int LARGEST = 64 << 20;

  /** Every blob is sent with one request. */
  public static final ChunkRule NEVER = new ChunkRule(Long.MAX_VALUE, 1);

  /** Blobs larger than 32 MiB in chunks of 8 MiB. */
  public static final ChunkRule STANDARD = new ChunkRule(32L << 20, 8 << 20);

  public ChunkRule {
    if (largerThan < 0 || bytes < 1 || bytes > LARGEST) {
      throw new IllegalArgumentException(
          "chunks of %d bytes for blobs larger than %d: a chunk has from 1 to %d bytes"
              .formatted(bytes, largerThan, LARGEST));
    }
  }

  /** Whether a blob of this size is sent in chunks. */
  public boolean appliesTo(long size) {
    return size > largerThan;
  }

  /** The size of chunks for a registry, which must not ask for more than {@link #LARGEST}. */
  int bytes(long minimum) {
    return (int) Math.max(bytes, minimum);
  }
}
