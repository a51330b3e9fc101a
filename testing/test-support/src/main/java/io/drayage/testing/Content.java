package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of a known length, in bytes, that can be read again and again. They are held in memory
 * or made anew by each reader, so that gigabytes cost nothing. Safe for use by several threads.
 */
public final class Content {
  /** Makes the bytes. Each call gives a new stream from the beginning; the reader closes it. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  private final long length;
  private final Source source;
  private volatile @Nullable Digest digest;

  private Content(long length, Source source, @Nullable Digest digest) {
    this.length = length;
    this.source = source;
    this.digest = digest;
  }

  /** These bytes, which are not copied. */
  public static Content of(byte[] bytes) {
    return new Content(bytes.length, () -> new ByteArrayInputStream(bytes), Digest.of(bytes));
  }

  /** A text in UTF-8. */
  public static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that look random, always the same for a seed and never held in memory. */
  public static Content seeded(long seed, long length) {
    return of(length, () -> new SeededInputStream(seed, length));
  }

  /** Bytes made by a source that gives exactly {@code length} of them. */
  public static Content of(long length, Source source) {
    return new Content(length, source, null);
  }

  static Content known(long length, Digest digest, Source source) {
    return new Content(length, source, digest);
  }

  public long length() {
    return length;
  }

  /** A new stream from the first byte; the caller closes it. */
  public InputStream open() throws IOException {
    return source.open();
  }

  /** The SHA-256 digest; reads everything the first time. */
  public Digest digest() {
    Digest known = digest;
    if (known == null) {
      known = computeDigest();
      digest = known;
    }
    return known;
  }

  private Digest computeDigest() {
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digest.finish(DigestAlgorithm.SHA256, computation);
  }

  /** Everything in memory: for small content. */
  public byte[] bytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same bytes with one of them changed: same length, another digest. */
  public Content corrupted() {
    return of(length, () -> new FlippedByteInputStream(open(), length / 2));
  }

  @Override
  public String toString() {
    return length + " bytes";
  }
}
