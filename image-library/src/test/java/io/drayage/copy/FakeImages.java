package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Images for the tests, made from a seed and put into a repository of a fake world. */
final class FakeImages {
  private FakeImages() {}

  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Descriptor config(
      FakeWorld world, String repository, MediaType type, Platform platform, String more) {
    String json =
        "{\"architecture\":\"%s\",\"os\":\"%s\",\"comment\":\"%s\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
            .formatted(platform.architecture(), platform.os(), more);
    return world.addBlob(repository, type, json.getBytes(StandardCharsets.UTF_8));
  }

  /** An OCI image of gzip layers, one for each seed. */
  static ImageManifest image(FakeWorld world, String repository, long... seeds) {
    return image(world, repository, Platform.of("linux", "amd64"), seeds);
  }

  static ImageManifest image(FakeWorld world, String repository, Platform platform, long... seeds) {
    List<Descriptor> layers = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (long seed : seeds) {
      layers.add(
          world.addBlob(
              repository, MediaType.OCI_LAYER_GZIP, gzip(bytes(seed, 1000 + (int) seed))));
      name.append(seed).append(' ');
    }
    return ImageManifest.create(
        MediaType.OCI_MANIFEST,
        config(world, repository, MediaType.OCI_CONFIG, platform, name.toString()),
        layers,
        ManifestDetails.NONE);
  }

  /** An OCI image with one layer that is a plain file. */
  static ImageManifest plainImage(FakeWorld world, String repository, byte[] layer) {
    return ImageManifest.create(
        MediaType.OCI_MANIFEST,
        config(world, repository, MediaType.OCI_CONFIG, Platform.of("linux", "amd64"), "plain"),
        List.of(world.addBlob(repository, MediaType.OCI_LAYER, layer)),
        ManifestDetails.NONE);
  }

  /** A Docker image with one gzip layer. */
  static ImageManifest dockerImage(FakeWorld world, String repository, byte[] layer) {
    return ImageManifest.create(
        MediaType.DOCKER_MANIFEST,
        config(world, repository, MediaType.DOCKER_CONFIG, Platform.of("linux", "amd64"), "docker"),
        List.of(world.addBlob(repository, MediaType.DOCKER_LAYER_GZIP, gzip(layer))),
        ManifestDetails.NONE);
  }

  /** An OCI index of one image for each platform; the images are stored by their digests. */
  static ImageIndex index(FakeWorld world, String repository, String... platforms) {
    List<Descriptor> entries = new ArrayList<>();
    for (int i = 0; i < platforms.length; i++) {
      Platform platform = Platform.parse(platforms[i]);
      ImageManifest image = image(world, repository, platform, 1, 100 + i);
      world.addManifest(repository + "@" + image.raw().digest(), image.raw());
      entries.add(withPlatform(image.raw().descriptor(), platform));
    }
    return ImageIndex.create(MediaType.OCI_INDEX, entries, ManifestDetails.NONE);
  }

  private static Descriptor withPlatform(Descriptor descriptor, @Nullable Platform platform) {
    return new Descriptor(
        descriptor.mediaType(),
        descriptor.digest(),
        descriptor.size(),
        List.of(),
        Map.of(),
        platform,
        null);
  }
}
