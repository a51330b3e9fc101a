package io.drayage.storage.store.graph;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Digests as bytes: half as long as text, in tables with a row for each layer of each image. */
final class RawDigest {
  private RawDigest() {}

  static byte[] bytes(Digest digest) {
    return HexFormat.of().parseHex(digest.hex());
  }

  static byte[][] bytes(Collection<Digest> digests) {
    return digests.stream().map(RawDigest::bytes).toArray(byte[][]::new);
  }

  /** The length tells the algorithm. */
  static Digest digest(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new IllegalStateException("a digest is missing in the image graph");
    }
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (algorithm.hexLength() == 2 * bytes.length) {
        return new Digest(algorithm, HexFormat.of().formatHex(bytes));
      }
    }
    throw new IllegalStateException("no digest has %d bytes".formatted(bytes.length));
  }
}
