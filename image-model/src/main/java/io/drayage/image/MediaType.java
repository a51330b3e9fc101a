package io.drayage.image;

import java.util.Set;

/**
 * A media type as it is written in a descriptor or a {@code Content-Type} header, without
 * parameters. Unknown ones are kept as they are.
 */
public record MediaType(String value) {
  public static final MediaType OCI_MANIFEST =
      new MediaType("application/vnd.oci.image.manifest.v1+json");
  public static final MediaType OCI_INDEX =
      new MediaType("application/vnd.oci.image.index.v1+json");
  public static final MediaType OCI_CONFIG =
      new MediaType("application/vnd.oci.image.config.v1+json");
  public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");
  public static final MediaType OCI_LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");
  public static final MediaType OCI_LAYER_GZIP =
      new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
  public static final MediaType OCI_LAYER_ZSTD =
      new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");
  public static final MediaType OCI_FOREIGN_LAYER =
      new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar");
  public static final MediaType OCI_FOREIGN_LAYER_GZIP =
      new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip");
  public static final MediaType OCI_FOREIGN_LAYER_ZSTD =
      new MediaType("application/vnd.oci.image.layer.nondistributable.v1.tar+zstd");
  public static final MediaType DOCKER_MANIFEST =
      new MediaType("application/vnd.docker.distribution.manifest.v2+json");
  public static final MediaType DOCKER_LIST =
      new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
  public static final MediaType DOCKER_CONFIG =
      new MediaType("application/vnd.docker.container.image.v1+json");
  public static final MediaType DOCKER_LAYER =
      new MediaType("application/vnd.docker.image.rootfs.diff.tar");
  public static final MediaType DOCKER_LAYER_GZIP =
      new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip");
  public static final MediaType DOCKER_FOREIGN_LAYER =
      new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar");
  public static final MediaType DOCKER_FOREIGN_LAYER_GZIP =
      new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
  public static final MediaType DOCKER_SCHEMA1 =
      new MediaType("application/vnd.docker.distribution.manifest.v1+json");
  public static final MediaType DOCKER_SCHEMA1_SIGNED =
      new MediaType("application/vnd.docker.distribution.manifest.v1+prettyjws");
  public static final MediaType OCTET_STREAM = new MediaType("application/octet-stream");

  private static final String ENCRYPTED = "+encrypted";

  private static final Set<MediaType> FOREIGN =
      Set.of(
          OCI_FOREIGN_LAYER,
          OCI_FOREIGN_LAYER_GZIP,
          OCI_FOREIGN_LAYER_ZSTD,
          DOCKER_FOREIGN_LAYER,
          DOCKER_FOREIGN_LAYER_GZIP);

  public MediaType {
    if (value.isBlank() || value.length() > 255) {
      throw new InvalidFormatException("invalid media type \"%s\"".formatted(value));
    }
  }

  /** Reads a header value or a field; parameters behind a semicolon are dropped. */
  public static MediaType parse(String text) {
    int semicolon = text.indexOf(';');
    return new MediaType((semicolon < 0 ? text : text.substring(0, semicolon)).strip());
  }

  /** An OCI index or a Docker manifest list. */
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_LIST);
  }

  /** An OCI or Docker v2 schema 2 image manifest. */
  public boolean isImageManifest() {
    return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
  }

  public boolean isSchema1() {
    return equals(DOCKER_SCHEMA1) || equals(DOCKER_SCHEMA1_SIGNED);
  }

  /** A layer that is encrypted in ocicrypt's way. */
  public boolean isEncrypted() {
    return value.endsWith(ENCRYPTED);
  }

  /** The type of such a layer when it is encrypted. */
  public MediaType encrypted() {
    return isEncrypted() ? this : new MediaType(value + ENCRYPTED);
  }

  /** The type that an encrypted layer has when it is decrypted. */
  public MediaType decrypted() {
    return isEncrypted()
        ? new MediaType(value.substring(0, value.length() - ENCRYPTED.length()))
        : this;
  }

  /** A type of Docker's manifests, configs and layers. */
  public boolean isDocker() {
    return value.startsWith("application/vnd.docker.");
  }

  /** Anything that is stored and fetched as a manifest rather than as a blob. */
  public boolean isManifest() {
    return isIndex() || isImageManifest() || isSchema1();
  }

  /** A layer that lives elsewhere and is, as a rule, not copied. */
  public boolean isForeignLayer() {
    return FOREIGN.contains(this);
  }

  @Override
  public String toString() {
    return value;
  }

  // Written out: what the compiler would generate is linked at run time and in no AOT cache, which
  // costs every start of dray (docs/decisions/0006).
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof MediaType that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
