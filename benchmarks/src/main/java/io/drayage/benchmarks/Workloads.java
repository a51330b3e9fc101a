package io.drayage.benchmarks;

import io.drayage.image.Platform;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The images to copy; the same for the same settings. */
final class Workloads {
  private static final Platform PLATFORM = Platform.of("linux", "amd64");
  private static final long MIB = 1 << 20;
  private static final long SEED = 20260101;

  private Workloads() {}

  /** One image of 1 GiB: six layers of 28 to 360 MiB. */
  static ImageFixture big(Settings settings) {
    List<SeededLayer> layers = new ArrayList<>();
    for (long size : new long[] {28, 64, 112, 180, 280, 360}) {
      layers.add(layer(SEED + size, settings.bytes(size * MIB)));
    }
    return SeededImages.image(SEED, ImageFormat.OCI, PLATFORM, layers);
  }

  /** 1000 small images of one repository that share a base, by tag. */
  static Map<String, ImageFixture> many(Settings settings) {
    SeededLayer base = layer(SEED + 1, settings.bytes(2 * MIB));
    Map<String, ImageFixture> images = new LinkedHashMap<>();
    for (int i = 0; i < settings.times(1000); i++) {
      SeededLayer own = layer(SEED * 2 + i, settings.bytes(20_000));
      images.put(
          "v%04d".formatted(i),
          SeededImages.image(SEED + i, ImageFormat.OCI, PLATFORM, List.of(base, own)));
    }
    return images;
  }

  /**
   * 50 repositories with 10 tags: three base images, twelve layers that several share, and layers
   * of their own of 1 to 20 MB, most of them small. By repository, then by tag.
   */
  static Map<String, Map<String, ImageFixture>> fleet(Settings settings) {
    var random = new SplittableRandom(SEED);
    List<List<SeededLayer>> bases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bases.add(
          List.of(
              layer(SEED * 3 + i, settings.bytes(70 * MIB)),
              layer(SEED * 4 + i, settings.bytes(30 * MIB))));
    }
    List<SeededLayer> shared = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      shared.add(layer(SEED * 5 + i, settings.bytes(15 * MIB)));
    }
    Map<String, Map<String, ImageFixture>> fleet = new LinkedHashMap<>();
    for (int r = 0; r < settings.times(50); r++) {
      Map<String, ImageFixture> tags = new LinkedHashMap<>();
      for (int t = 0; t < 10; t++) {
        List<SeededLayer> layers = new ArrayList<>(bases.get(r % bases.size()));
        layers.add(shared.get(r % shared.size()));
        long seed = SEED * 6 + r * 100L + t;
        layers.add(layer(seed, settings.bytes(ownSize(random))));
        tags.put("1." + t, SeededImages.image(seed, ImageFormat.OCI, PLATFORM, layers));
      }
      fleet.put("app%02d".formatted(r), tags);
    }
    return fleet;
  }

  private static long ownSize(SplittableRandom random) {
    return (long) (1_000_000 + 19_000_000 * Math.pow(random.nextDouble(), 4));
  }

  private static SeededLayer layer(long seed, long size) {
    return SeededLayer.of(seed, size, Packing.STORED_GZIP);
  }
}
