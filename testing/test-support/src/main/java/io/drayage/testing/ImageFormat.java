package io.drayage.testing;

import io.drayage.image.MediaType;

/** The two families of manifests that are written today. */
public enum ImageFormat {
  OCI,
  DOCKER;

  public MediaType manifest() {
    return switch (this) {
      case OCI -> MediaType.OCI_MANIFEST;
      case DOCKER -> MediaType.DOCKER_MANIFEST;
    };
  }

  public MediaType index() {
    return switch (this) {
      case OCI -> MediaType.OCI_INDEX;
      case DOCKER -> MediaType.DOCKER_LIST;
    };
  }

  public MediaType config() {
    return switch (this) {
      case OCI -> MediaType.OCI_CONFIG;
      case DOCKER -> MediaType.DOCKER_CONFIG;
    };
  }

  MediaType layer(Packing packing) {
    boolean plain = packing == Packing.TAR;
    return switch (this) {
      case OCI -> plain ? MediaType.OCI_LAYER : MediaType.OCI_LAYER_GZIP;
      case DOCKER -> plain ? MediaType.DOCKER_LAYER : MediaType.DOCKER_LAYER_GZIP;
    };
  }
}
