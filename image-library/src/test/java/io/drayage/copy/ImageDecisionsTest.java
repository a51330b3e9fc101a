package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.copy.CompressionRule.Scope;
import io.drayage.copy.DestinationTraits.Naming;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.LayerCompression;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import io.drayage.transport.LayerForm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecisionsTest {
  private static final CopyOptions PLAIN = CopyOptions.forPlatform(Platform.of("linux", "amd64"));
  private static final Set<MediaType> EVERYTHING =
      Set.of(
          MediaType.OCI_MANIFEST,
          MediaType.OCI_INDEX,
          MediaType.DOCKER_MANIFEST,
          MediaType.DOCKER_LIST);

  private static ImageManifest image(MediaType form, MediaType config, MediaType... layers) {
    Digest digest = Digest.of(new byte[] {1});
    return ImageManifest.create(
        form,
        new Descriptor(config, digest, 1),
        List.of(layers).stream().map(type -> new Descriptor(type, digest, 1)).toList(),
        ManifestDetails.NONE);
  }

  private static ImageManifest oci(MediaType... layers) {
    return image(MediaType.OCI_MANIFEST, MediaType.OCI_CONFIG, layers);
  }

  private static ImageManifest docker(MediaType... layers) {
    return image(MediaType.DOCKER_MANIFEST, MediaType.DOCKER_CONFIG, layers);
  }

  private static ImageDecision decide(
      ImageManifest image, CopyOptions options, LayerForm form, Set<MediaType> accepted)
      throws IOException {
    return decisions(options, new DestinationTraits(form, accepted, Naming.BY_NAME)).decide(image);
  }

  private static ImageDecisions decisions(CopyOptions options, DestinationTraits traits) {
    return new ImageDecisions(
        options, traits, layer -> LayerCompression.of(layer.mediaType()), _ -> false);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, ANY, None",
    "NONE, COMPRESSED, Compress",
    "NONE, UNCOMPRESSED, None",
    "GZIP, ANY, None",
    "GZIP, COMPRESSED, None",
    "GZIP, UNCOMPRESSED, Decompress",
    "ZSTD, COMPRESSED, None",
    "ZSTD, UNCOMPRESSED, Decompress",
  })
  void doesToLayersWhatTheDestinationNeeds(LayerCompression layer, LayerForm form, String expected)
      throws IOException {
    ImageDecision decision =
        decide(oci(layer.applyTo(MediaType.OCI_LAYER).orElseThrow()), PLAIN, form, EVERYTHING);

    assertThat(decision.layers().getFirst().getClass().getSimpleName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, UNCOMPRESSED, NONE, Compress",
    "GZIP, UNCOMPRESSED, GZIP, None",
    "GZIP, UNCOMPRESSED, ZSTD, None",
    "GZIP, ALL, ZSTD, Compress",
    "GZIP, ALL, GZIP, None",
    "ZSTD, UNCOMPRESSED, GZIP, None",
    "ZSTD, ALL, GZIP, Compress",
    "ZSTD, ALL, ZSTD, None",
  })
  void compressesWhatWasAskedFor(
      CompressionAlgorithm algorithm, Scope scope, LayerCompression layer, String expected)
      throws IOException {
    CopyOptions options =
        PLAIN.with(new CompressionRule.Compress(algorithm, OptionalInt.empty(), scope));

    ImageDecision decision =
        decide(
            oci(layer.applyTo(MediaType.OCI_LAYER).orElseThrow()),
            options,
            LayerForm.COMPRESSED,
            EVERYTHING);

    assertThat(decision.layers().getFirst().getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void keepsTheFormatThatTheDestinationTakes() throws IOException {
    ImageManifest image = docker(MediaType.DOCKER_LAYER_GZIP);

    ImageDecision decision = decide(image, PLAIN, LayerForm.COMPRESSED, EVERYTHING);

    assertThat(decision.keeps(image)).isTrue();
  }

  @Test
  void convertsDockerImagesForAnOciLayout() throws IOException {
    ImageDecision decision =
        decide(
            docker(MediaType.DOCKER_LAYER_GZIP),
            PLAIN,
            LayerForm.COMPRESSED,
            Set.of(MediaType.OCI_MANIFEST, MediaType.OCI_INDEX));

    assertThat(decision.form()).isEqualTo(MediaType.OCI_MANIFEST);
  }

  @Test
  void zstdNeedsOci() throws IOException {
    CopyOptions zstd =
        PLAIN.with(
            new CompressionRule.Compress(
                CompressionAlgorithm.ZSTD, OptionalInt.empty(), Scope.ALL));
    ImageManifest image = docker(MediaType.DOCKER_LAYER_GZIP);

    assertThat(decide(image, zstd, LayerForm.COMPRESSED, EVERYTHING).form())
        .isEqualTo(MediaType.OCI_MANIFEST);
    assertThatThrownBy(
            () -> decide(image, zstd.with(ManifestFormat.V2S2), LayerForm.COMPRESSED, EVERYTHING))
        .isInstanceOf(CopyRefusedException.class)
        .hasMessageContaining("choose the format oci, or gzip");
  }

  @Test
  void leavesArtifactsAlone() throws IOException {
    ImageManifest artifact =
        image(MediaType.OCI_MANIFEST, MediaType.OCI_EMPTY, MediaType.OCI_LAYER);

    ImageDecision decision =
        decide(artifact, PLAIN.with(ManifestFormat.V2S2), LayerForm.COMPRESSED, EVERYTHING);

    assertThat(decision.keeps(artifact)).isTrue();
  }

  @Test
  void refusesToChangeWhatIsNamedByItsDigest() {
    ImageDecisions decisions =
        decisions(
            PLAIN.with(ManifestFormat.V2S2),
            new DestinationTraits(LayerForm.COMPRESSED, EVERYTHING, Naming.BY_DIGEST));

    assertThatThrownBy(() -> decisions.decide(oci(MediaType.OCI_LAYER_GZIP)))
        .isInstanceOf(CopyRefusedException.class)
        .hasMessageContaining("name the destination by a tag");
  }

  @Test
  void refusesAnIndexWhereNoneCanBe() {
    ImageDecisions decisions =
        decisions(
            PLAIN,
            new DestinationTraits(
                LayerForm.UNCOMPRESSED, Set.of(MediaType.DOCKER_MANIFEST), Naming.BY_NAME));
    var index = ImageIndex.create(MediaType.OCI_INDEX, List.of(), ManifestDetails.NONE);

    assertThatThrownBy(() -> decisions.indexForm(index, List.of()))
        .isInstanceOf(CopyRefusedException.class)
        .hasMessageContaining("choose one platform");
  }

  @Test
  void saysWhyALayerElsewhereCannotGoIntoAnArchive() {
    ImageManifest plain = docker(MediaType.DOCKER_LAYER_GZIP);
    Descriptor layer = plain.layers().getFirst();
    Descriptor foreign =
        new Descriptor(
            MediaType.DOCKER_FOREIGN_LAYER_GZIP,
            layer.digest(),
            layer.size(),
            List.of("https://example.com/layer"),
            Map.of(),
            null,
            null);
    ImageManifest image = plain.with(plain.config(), List.of(foreign));

    assertThatThrownBy(
            () -> decide(image, PLAIN, LayerForm.UNCOMPRESSED, Set.of(MediaType.DOCKER_MANIFEST)))
        .isInstanceOf(CopyRefusedException.class)
        .hasMessageContaining("is to be fetched from https://example.com/layer")
        .hasMessageContaining("must hold every layer: copy to a registry, or to oci: or dir:");
  }
}
