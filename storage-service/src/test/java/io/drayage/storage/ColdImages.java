package io.drayage.storage;

import io.drayage.image.Platform;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An upstream with more images than anybody has pulled, and no hurry to send them. */
final class ColdImages implements AutoCloseable {
  private static final long BYTES_PER_SECOND = 3_000_000;
  private static final int SIZE = 500_000;

  private final MemoryRegistry registry = MemoryRegistry.start();
  private final FaultyServer slow = FaultyServer.before(registry);
  private final AtomicLong made = new AtomicLong();

  ColdImages() {
    slow.always("GET", "/blobs/", new Fault.SlowBody(BYTES_PER_SECOND));
  }

  /** An image of the upstream and the path under which the cache has it. */
  record Cold(String repository, String tag, ImageFixture image) {}

  String authority() {
    return slow.authority();
  }

  /** One that is nowhere else. Every image shares a layer with some others. */
  Cold next() {
    long number = made.incrementAndGet();
    String name = "library/cold" + number % 5;
    String tag = "t" + number;
    ImageFixture image =
        SeededImages.image(
            9_000_000 + number,
            ImageFormat.OCI,
            Platform.of("linux", "amd64"),
            List.of(
                SeededLayer.of(8_000_000 + number / 8, SIZE, Packing.STORED_GZIP),
                SeededLayer.of(9_000_000 + number, SIZE, Packing.STORED_GZIP)));
    return new Cold("docker.io/" + name, tag, image.storeIn(registry, name, tag));
  }

  @Override
  public void close() {
    slow.close();
    registry.close();
  }
}
