package io.drayage.benchmarks.registry;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A blob of its own: its seed, and then bytes that all blobs share, over and over in a large one,
 * so that thousands fit into memory and making one costs no more than its digest.
 */
record SeededBlob(long seed, int length, Digest digest) {
  private static final ByteBuffer SHARED = shared(20_000_000);

  private static ByteBuffer shared(int length) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(length);
    var random = new SplittableRandom(20260101);
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(random.nextLong());
    }
    return bytes.flip().asReadOnlyBuffer();
  }

  static SeededBlob of(long seed, int length) {
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    for (ByteBuffer part : parts(seed, length)) {
      computation.update(part);
    }
    return new SeededBlob(seed, length, Digest.finish(DigestAlgorithm.SHA256, computation));
  }

  /**
   * Sizes in bytes between two; with an exponent of 1 they lie evenly, with a greater one most are
   * small.
   */
  record Sizes(int smallest, int largest, double exponent) {
    int of(int number, int count) {
      double place = (number + 0.5) / count;
      return smallest + (int) ((largest - smallest) * Math.pow(place, exponent));
    }
  }

  /** So many of different sizes; the seeds begin with the given one. */
  static List<SeededBlob> many(int count, Sizes sizes, long seed) {
    List<SeededBlob> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blobs.add(of(seed + i, sizes.of(i, count)));
    }
    java.util.Collections.shuffle(blobs, new java.util.Random(20260101)); // as layers come
    return blobs;
  }

  ByteBuffer[] parts() {
    return parts(seed, length);
  }

  private static ByteBuffer[] parts(long seed, int length) {
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    for (int left = length - Long.BYTES; left > 0; left -= SHARED.limit()) {
      parts.add(SHARED.slice(0, Math.min(left, SHARED.limit())));
    }
    return parts.toArray(ByteBuffer[]::new);
  }
}
