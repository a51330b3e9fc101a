package io.drayage.image;

/**
 * Which bytes of a manifest its digest covers: all of them, except that the signatures of a signed
 * Docker v2 schema 1 manifest are left out.
 */
final class ManifestDigests {
  private ManifestDigests() {}

  static Digest digestOf(byte[] bytes, MediaType mediaType) {
    return Digest.of(covered(bytes, mediaType));
  }

  static boolean matches(byte[] bytes, MediaType mediaType, Digest expected) {
    return expected.matches(covered(bytes, mediaType));
  }

  private static byte[] covered(byte[] bytes, MediaType mediaType) {
    return mediaType.equals(MediaType.DOCKER_SCHEMA1_SIGNED)
        ? Schema1Signatures.payload(bytes)
        : bytes;
  }
}
