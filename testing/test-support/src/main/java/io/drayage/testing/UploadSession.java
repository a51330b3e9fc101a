package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An upload in progress. Beyond a limit it keeps only the count and the SHA-256 of what arrived, so
 * that layers of any size can be swallowed.
 */
final class UploadSession {
  private final String repository;
  private final long keepUpTo;
  private final MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
  private final List<byte[]> pieces = new ArrayList<>();
  private long offset;
  private boolean smallChunkSeen;
  private int state;

  UploadSession(String repository, long keepUpTo) {
    this.repository = repository;
    this.keepUpTo = keepUpTo;
  }

  String repository() {
    return repository;
  }

  synchronized void append(byte[] buffer, int length) {
    sha256.update(buffer, 0, length);
    offset += length;
    if (offset > keepUpTo) {
      pieces.clear();
    } else {
      pieces.add(Arrays.copyOf(buffer, length));
    }
  }

  synchronized long offset() {
    return offset;
  }

  /** Whether another chunk may follow the ones so far; only the last may be below the minimum. */
  synchronized boolean acceptsChunk() {
    return !smallChunkSeen;
  }

  synchronized void chunkEnded(long size, long minimum) {
    smallChunkSeen |= size < minimum;
  }

  /** A number that changes with every answer: clients must follow the newest Location. */
  synchronized int nextState() {
    return ++state;
  }

  synchronized int state() {
    return state;
  }

  /** What arrived, under the digest that the algorithm gives it. */
  synchronized Finished finish(DigestAlgorithm algorithm) {
    List<byte[]> kept = List.copyOf(pieces);
    Content.Source source =
        offset > keepUpTo
            ? UploadSession::forgotten
            : () ->
                new SequenceInputStream(
                    Collections.enumeration(
                        kept.stream().<InputStream>map(ByteArrayInputStream::new).toList()));
    if (algorithm == DigestAlgorithm.SHA256) {
      Digest digest = Digest.finish(algorithm, sha256);
      return new Finished(digest, Content.known(offset, digest, source));
    }
    Content content = Content.of(offset, source);
    return new Finished(Digest.of(algorithm, content.bytes()), content);
  }

  private static InputStream forgotten() {
    throw new IllegalStateException("this blob was larger than the registry was told to keep");
  }

  record Finished(Digest digest, Content content) {}
}
