package io.drayage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.Platform;
import io.drayage.image.Schema1Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeededImagesTest {
  @Test
  void givesTheSameBytesForASeedOnEveryMachine() {
    assertThat(SeededImages.image(1).digest()).isEqualTo(SeededImages.image(1).digest());
    assertThat(SeededImages.image(1).digest()).isNotEqualTo(SeededImages.image(2).digest());
    assertThat(Content.seeded(7, 100_000).digest())
        .isEqualTo(
            Digest.parse(
                "sha256:3fbfc44450074d6e55a28385311ace4b31b850839cb5319c4ab0829355e86b2c"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 65_535, 65_536, 131_070, 200_000})
  void wrapsContentIntoValidGzip(long length) throws IOException {
    Content content = Content.seeded(3, length);
    var wrapped = new StoredGzipInputStream(content.open(), length);
    byte[] gzip = wrapped.readAllBytes();

    assertThat(gzip).hasSize((int) StoredGzipInputStream.wrappedLength(length));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      assertThat(in.readAllBytes()).isEqualTo(content.bytes());
    }
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void diffIdIsTheDigestOfTheUnpackedTar(Packing packing) throws IOException {
    SeededLayer layer = SeededLayer.of(5, 70_000, packing);

    byte[] tar = layer.blob().bytes();
    if (packing != Packing.TAR) {
      tar = new GZIPInputStream(new ByteArrayInputStream(tar)).readAllBytes();
    }

    assertThat(layer.blob().length()).isEqualTo(layer.blob().bytes().length);
    assertThat(Digest.of(tar)).isEqualTo(layer.diffId());
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void describesItsContent(ImageFormat format) {
    ImageFixture index =
        SeededImages.multiArch(
            1, format, Platform.of("linux", "amd64"), Platform.of("linux", "arm", "v7"));

    ImageIndex view = (ImageIndex) index.manifest().parse();
    ImageFixture second = index.children().get(1);
    ImageManifest image = (ImageManifest) second.manifest().parse();
    ImageConfig config = ImageConfig.parse(second.blob(image.config().digest()).bytes());

    assertThat(view.manifests()).hasSize(2);
    assertThat(view.manifests().get(1).digest()).isEqualTo(second.digest());
    assertThat(config.platform()).isEqualTo(Platform.of("linux", "arm", "v7"));
    assertThat(config.diffIds()).hasSameSizeAs(image.layers());
    assertThat(index.blobs()).hasSize(6);
  }

  @Test
  void signatureOfSchema1IsNotPartOfItsDigest() {
    ImageFixture one = Schema1Images.signed(1, "a", "v1");
    ImageFixture again = Schema1Images.signed(1, "a", "v1");

    assertThat(one.manifest().bytes()).isNotEqualTo(again.manifest().bytes());
    assertThat(one.digest()).isEqualTo(again.digest());
    assertThat(one.digest()).isEqualTo(Schema1Images.unsigned(1, "a", "v1").digest());
    assertThat(((Schema1Manifest) one.manifest().parse()).layers())
        .containsExactlyElementsOf(one.ownBlobs().keySet());
  }

  @Test
  void writesALayout(@TempDir Path directory) throws IOException {
    ImageFixture image = SeededImages.image(1);

    OciLayoutFixture.write(directory, "v1", image);

    assertThat(directory.resolve("index.json")).content().contains(image.digest().toString());
    for (Digest digest : image.blobs().keySet()) {
      byte[] bytes = Files.readAllBytes(directory.resolve("blobs/sha256/" + digest.hex()));
      assertThat(digest.matches(bytes)).isTrue();
    }
  }

  @Test
  void uploadsToARegistry() throws Exception {
    ImageFixture index =
        SeededImages.multiArch(1, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    ImageFixture artifact =
        SeededImages.artifact(index.manifest().descriptor(), "application/sbom", Content.of("x"));

    try (MemoryRegistry registry = MemoryRegistry.start();
        RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(index, "a/b", "v1", "latest");
      upload.push(artifact, "a/b");

      assertThat(registry.tags("a/b")).containsExactly("latest", "v1");
      assertThat(registry.blobs("a/b")).containsAll(index.blobs().keySet());
      assertThat(registry.manifest("a/b", "v1")).hasValue(index.manifest());
      assertThat(registry.manifests("a/b")).contains(artifact.digest()).hasSize(4);
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void changesOneByteOfACorruptedContent() {
    Content content = Content.seeded(1, 1000);

    assertThat(content.corrupted().length()).isEqualTo(1000);
    assertThat(content.corrupted().digest()).isNotEqualTo(content.digest());
  }
}
