package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.security.MessageDigest;

/** The SHA-256 of the first bytes of an upload. */
final class RunningHash {
  private final MessageDigest computation;
  private long offset;

  RunningHash(MessageDigest computation, long offset) {
    this.computation = computation;
    this.offset = offset;
  }

  static RunningHash empty() {
    return new RunningHash(DigestAlgorithm.SHA256.newMessageDigest(), 0);
  }

  void update(byte[] bytes, int length) {
    computation.update(bytes, 0, length);
    offset += length;
  }

  long offset() {
    return offset;
  }

  Digest finish() {
    return Digest.finish(DigestAlgorithm.SHA256, computation);
  }
}
