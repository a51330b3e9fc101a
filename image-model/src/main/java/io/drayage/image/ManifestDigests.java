package io.drayage.image;

/**
 * Which bytes of a manifest its digest covers: all of them, except that the signatures of a signed
 * Docker v2 schema 1 manifest are left out, whichever of its two types it was served as.
 */
final class ManifestDigests {
  private ManifestDigests() {}

  static Digest digestOf(byte[] bytes, MediaType mediaType) {
    return digestOf(DigestAlgorithm.SHA256, bytes, mediaType);
  }

  static Digest digestOf(DigestAlgorithm algorithm, byte[] bytes, MediaType mediaType) {
    return Digest.of(algorithm, covered(bytes, mediaType));
  }

  private static byte[] covered(byte[] bytes, MediaType mediaType) {
    return mediaType.isSchema1() ? Schema1Signatures.payload(bytes) : bytes;
  }
}
