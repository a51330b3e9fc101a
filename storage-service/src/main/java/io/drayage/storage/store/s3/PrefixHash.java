package io.drayage.storage.store.s3;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.security.MessageDigest;

/** The SHA-256 of the first bytes of an upload, which can tell what it is so far and go on. */
final class PrefixHash {
  private final MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();

  void update(byte[] bytes, int offset, int length) {
    computation.update(bytes, offset, length);
  }

  Digest soFar() {
    try {
      return Digest.finish(DigestAlgorithm.SHA256, (MessageDigest) computation.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }
}
