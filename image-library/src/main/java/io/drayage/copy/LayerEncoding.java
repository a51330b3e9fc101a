package io.drayage.copy;

import io.drayage.image.MediaType;

/** How the bytes of a layer are packed. */
enum LayerEncoding {
  PLAIN,
  GZIP,
  ZSTD,
  /** By something that is copied as it is: bzip2, xz, or a media type that is not known. */
  OTHER;

  /** How many of a layer's first bytes {@link #sniff} wants to see. */
  static final int SNIFF_LENGTH = 6;

  /** What a media type promises. */
  static LayerEncoding of(MediaType type) {
    if (type.equals(MediaType.OCI_LAYER) || type.equals(MediaType.DOCKER_LAYER)) {
      return PLAIN;
    }
    if (type.equals(MediaType.OCI_LAYER_GZIP) || type.equals(MediaType.DOCKER_LAYER_GZIP)) {
      return GZIP;
    }
    return type.equals(MediaType.OCI_LAYER_ZSTD) ? ZSTD : OTHER;
  }

  /** What the first bytes show; fewer than {@link #SNIFF_LENGTH} are a plain file. */
  static LayerEncoding sniff(byte[] start) {
    if (begins(start, 0x1f, 0x8b, 0x08)) {
      return GZIP;
    }
    if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    if (begins(start, 'B', 'Z', 'h') || begins(start, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return OTHER;
    }
    return PLAIN;
  }

  private static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The media type of a layer of this encoding in a manifest of a format.
   *
   * @param manifestType an OCI or Docker image manifest
   */
  MediaType in(MediaType manifestType) {
    boolean docker = manifestType.equals(MediaType.DOCKER_MANIFEST);
    return switch (this) {
      case PLAIN -> docker ? MediaType.DOCKER_LAYER : MediaType.OCI_LAYER;
      case GZIP -> docker ? MediaType.DOCKER_LAYER_GZIP : MediaType.OCI_LAYER_GZIP;
      case ZSTD, OTHER -> MediaType.OCI_LAYER_ZSTD;
    };
  }
}
