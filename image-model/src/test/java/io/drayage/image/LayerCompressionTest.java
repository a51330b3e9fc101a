package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayerCompressionTest {
  private static final Digest OLD = Digest.of(new byte[] {1});
  private static final Digest NEW = Digest.of(new byte[] {2});

  @ParameterizedTest
  @CsvSource({
    "oci.image.layer.v1.tar, NONE, oci.image.layer.v1.tar+gzip, oci.image.layer.v1.tar+zstd",
    "oci.image.layer.v1.tar+gzip, GZIP, oci.image.layer.v1.tar+gzip, oci.image.layer.v1.tar+zstd",
    "oci.image.layer.v1.tar+zstd, ZSTD, oci.image.layer.v1.tar+gzip, oci.image.layer.v1.tar+zstd",
    "oci.image.layer.nondistributable.v1.tar, NONE,"
        + " oci.image.layer.nondistributable.v1.tar+gzip,"
        + " oci.image.layer.nondistributable.v1.tar+zstd",
    "docker.image.rootfs.diff.tar, NONE, docker.image.rootfs.diff.tar.gzip, -",
    "docker.image.rootfs.diff.tar.gzip, GZIP, docker.image.rootfs.diff.tar.gzip, -",
    "docker.image.rootfs.foreign.diff.tar, NONE, docker.image.rootfs.foreign.diff.tar.gzip, -",
    "oci.image.layer.v1.tar+gzip+encrypted, UNKNOWN, -, -",
    "example, UNKNOWN, -, -"
  })
  void knowsTheTypesOfAFamily(String type, LayerCompression compression, String gzip, String zstd) {
    MediaType layer = new MediaType("application/vnd." + type);

    assertThat(LayerCompression.of(layer)).isEqualTo(compression);
    assertThat(name(LayerCompression.GZIP, layer)).isEqualTo(gzip);
    assertThat(name(LayerCompression.ZSTD, layer)).isEqualTo(zstd);
  }

  @Test
  void forgetsWhatWasSaidOfTheOldBytes() {
    var layer =
        new Descriptor(
            MediaType.OCI_FOREIGN_LAYER,
            OLD,
            9,
            List.of("https://example.com"),
            Map.of("a", "b"),
            null,
            null);

    assertThat(layer.recompressed(LayerCompression.ZSTD, NEW, 5))
        .isEqualTo(new Descriptor(MediaType.OCI_FOREIGN_LAYER_ZSTD, NEW, 5));
    assertThat(layer.recompressed(LayerCompression.NONE, NEW, 5).mediaType())
        .isEqualTo(MediaType.OCI_FOREIGN_LAYER);
  }

  @Test
  void refusesZstdInDockersFormat() {
    var layer = new Descriptor(MediaType.DOCKER_LAYER, OLD, 9);

    assertThatThrownBy(() -> layer.recompressed(LayerCompression.ZSTD, NEW, 5))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("cannot have the compression ZSTD");
  }

  private static String name(LayerCompression compression, MediaType layer) {
    return compression
        .applyTo(layer)
        .map(type -> type.value().substring("application/vnd.".length()))
        .orElse("-");
  }
}
