package io.drayage.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A manifest as it was received: exact bytes, media type and digest. This is what is stored and
 * sent on; a digest is never computed from JSON that was written again.
 */
public final class RawManifest {
  /** 4 MiB, the largest manifest that registries and clients of the field accept. */
  public static final int MAXIMUM_SIZE = 4 * 1024 * 1024;

  private final byte[] bytes;
  private final MediaType mediaType;
  private final Digest digest;

  private RawManifest(byte[] bytes, MediaType mediaType, Digest digest) {
    if (bytes.length > MAXIMUM_SIZE) {
      throw new InvalidFormatException(
          "the manifest has %d bytes, more than the limit of %d"
              .formatted(bytes.length, MAXIMUM_SIZE));
    }
    this.bytes = bytes.clone();
    this.mediaType = mediaType;
    this.digest = digest;
  }

  /** Takes bytes whose digest is yet to be computed, by SHA-256. */
  public static RawManifest of(byte[] bytes, MediaType mediaType) {
    return new RawManifest(bytes, mediaType, ManifestDigests.digestOf(bytes, mediaType));
  }

  /**
   * Takes bytes that are expected to have a digest.
   *
   * @throws InvalidFormatException when they have another one
   */
  public static RawManifest verified(byte[] bytes, MediaType mediaType, Digest expected) {
    Digest actual = ManifestDigests.digestOf(expected.algorithm(), bytes, mediaType);
    if (!actual.equals(expected)) {
      throw new InvalidFormatException(
          "the manifest has the digest %s, not %s".formatted(actual, expected));
    }
    return new RawManifest(bytes, mediaType, expected);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  public MediaType mediaType() {
    return mediaType;
  }

  public Digest digest() {
    return digest;
  }

  /** Whether this is its digest, by whichever algorithm; {@link #digest} may be by another one. */
  public boolean matches(Digest other) {
    return other.equals(digest)
        || (other.algorithm() != digest.algorithm()
            && ManifestDigests.digestOf(other.algorithm(), bytes, mediaType).equals(other));
  }

  public Descriptor descriptor() {
    return new Descriptor(mediaType, digest, bytes.length);
  }

  /** A view of the bytes; reads them anew at each call. */
  public Manifest parse() {
    return Manifest.parse(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawManifest that
        && digest.equals(that.digest)
        && mediaType.equals(that.mediaType)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(digest, mediaType);
  }

  @Override
  public String toString() {
    return "%s (%s, %d bytes)".formatted(digest, mediaType, bytes.length);
  }
}
