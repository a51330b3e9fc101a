package io.drayage.storage;

import io.drayage.image.Platform;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.util.List;

/** What real clients are given to pull: an index for two platforms, one of them with 48 MB. */
record ClientImages(ImageFixture large, ImageFixture index) {
  private static final long LARGE = 48_000_000;

  /** Made from a seed, in a repository under the tag {@code v1}. */
  static ClientImages pushed(RunningRegistry registry, String repository, ImageFormat format)
      throws Exception {
    ImageFixture large =
        SeededImages.image(
            1,
            format,
            Platform.of("linux", "amd64"),
            List.of(
                SeededLayer.of(1, 20_000, Packing.STORED_GZIP),
                SeededLayer.of(2, LARGE, Packing.STORED_GZIP)));
    ImageFixture other =
        SeededImages.image(
            2,
            format,
            Platform.of("linux", "arm64"),
            List.of(SeededLayer.of(3, 20_000, Packing.GZIP)));
    ImageFixture index = SeededImages.index(format, List.of(large, other));
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(index, repository, "v1");
    }
    return new ClientImages(large, index);
  }

  /** The digest by which clients know the unpacked image. */
  String config() {
    return large.ownBlobs().keySet().iterator().next().toString();
  }
}
