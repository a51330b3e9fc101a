package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionIT {
  private static final int PUSHERS = 4;
  private static final int ROUNDS = 25;
  private static final SeededLayer SHARED = SeededLayer.of(1, 10_000, Packing.STORED_GZIP);

  @TempDir Path data;

  /**
   * Four clients push and delete images that share a layer, while two collections take every blob
   * ten milliseconds after it was last asked for. A manifest that was accepted must have its blobs.
   */
  @Test
  void losesNoBlobThatAPushJustReused() throws Exception {
    try (RunningRegistry registry =
            RunningRegistry.start(
                data,
                "--drayage.storage.review-delay=10ms",
                "--drayage.storage.review-interval=1h");
        Wire wire = Wire.to(registry.uri());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GarbageCollection collection = registry.part(GarbageCollection.class);
      AtomicInteger pushing = new AtomicInteger(PUSHERS);
      List<Future<Integer>> collecting = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        collecting.add(threads.submit(() -> collectWhile(pushing, collection)));
      }
      List<Future<Integer>> pushes = new ArrayList<>();
      for (int i = 0; i < PUSHERS; i++) {
        pushes.add(threads.submit(pusher(i, wire, pushing)));
      }
      int again = 0;
      for (Future<Integer> push : pushes) {
        again += push.get();
      }
      int removed = 0;
      for (Future<Integer> done : collecting) {
        removed += done.get();
      }
      System.out.printf(
          "%d pushes, %d of them begun anew, %d blobs removed meanwhile%n",
          PUSHERS * ROUNDS, again, removed);
      assertThat(removed).as("blobs that were removed while others pushed").isGreaterThan(ROUNDS);
      Thread.sleep(20); // until the last reviews are due
      collection.collect();
      assertThat(files()).as("blobs when no manifest is left").isZero();
    }
  }

  private static int collectWhile(AtomicInteger pushing, GarbageCollection collection)
      throws Exception {
    int removed = 0;
    while (pushing.get() > 0) {
      removed += collection.collect().removed();
    }
    return removed;
  }

  private static Callable<Integer> pusher(int number, Wire wire, AtomicInteger pushing) {
    ImageFixture image =
        SeededImages.image(number, ImageFormat.OCI, Platform.of("linux", "amd64"), List.of(SHARED));
    return () -> {
      try {
        int again = 0;
        for (int round = 0; round < ROUNDS; round++) {
          again += pushUntilAccepted(wire, "gc/app" + number, image);
          for (Map.Entry<Digest, Content> blob : image.ownBlobs().entrySet()) {
            Wire.Answer pulled =
                wire.send("GET", "/v2/gc/app%d/blobs/%s".formatted(number, blob.getKey()));
            assertThat(pulled.status()).as("%s in round %d", blob.getKey(), round).isEqualTo(200);
            assertThat(pulled.bytes()).isEqualTo(blob.getValue().bytes());
          }
          String path = "/v2/gc/app%d/manifests/%s".formatted(number, image.digest());
          assertThat(wire.send("DELETE", path).status()).isEqualTo(202);
        }
        return again;
      } finally {
        pushing.decrementAndGet();
      }
    };
  }

  /** Like a client: uploads what is not there, and begins anew when it was told too late. */
  private static int pushUntilAccepted(Wire wire, String repository, ImageFixture image)
      throws Exception {
    for (int again = 0; ; again++) {
      for (Content blob : image.ownBlobs().values()) {
        String there = "/v2/%s/blobs/%s".formatted(repository, blob.digest());
        if (wire.send("HEAD", there).status() != 200) {
          assertThat(wire.push(repository, blob).status()).isEqualTo(201);
        }
      }
      Wire.Answer put =
          wire.send(
              "PUT",
              "/v2/%s/manifests/%s".formatted(repository, image.digest()),
              image.manifest().bytes(),
              "Content-Type",
              image.manifest().mediaType().value());
      if (put.status() == 201) {
        return again;
      }
      assertThat(put.text()).contains("MANIFEST_BLOB_UNKNOWN");
    }
  }

  @Test
  void keepsABlobForWhoWasToldThatItExists() throws Exception {
    SettableClock.reset();
    try (RunningRegistry registry = RunningRegistry.startWithClock(data);
        Wire wire = Wire.to(registry.uri())) {
      GarbageCollection collection = registry.part(GarbageCollection.class);
      Content blob = Content.seeded(5, 1000);
      String there = "/v2/gc/told/blobs/" + blob.digest();
      wire.push("gc/told", blob);

      SettableClock.advance(Duration.ofHours(23));
      assertThat(wire.send("HEAD", there).status()).isEqualTo(200);
      SettableClock.advance(Duration.ofHours(23));
      collection.collect();
      assertThat(wire.send("GET", there).status()).isEqualTo(200);
      SettableClock.advance(Duration.ofHours(25));
      GarbageCollection.Result result = collection.collect();

      assertThat(result.removed()).isEqualTo(1);
      assertThat(wire.send("HEAD", there).status()).isEqualTo(404);
      assertThat(files()).isZero();
    }
  }

  @Test
  void givesUpUploadsThatRest() throws Exception {
    SettableClock.reset();
    try (RunningRegistry registry = RunningRegistry.startWithClock(data);
        Wire wire = Wire.to(registry.uri())) {
      String resting = wire.begin("gc/uploads");
      wire.send("PATCH", resting, new byte[1000]);
      SettableClock.advance(Duration.ofDays(6));
      String fresh = wire.begin("gc/uploads");
      SettableClock.advance(Duration.ofDays(2));

      assertThat(registry.part(GarbageCollection.class).collect().uploads()).isEqualTo(1);

      assertThat(wire.send("GET", resting).status()).isEqualTo(404);
      assertThat(wire.send("GET", fresh).status()).isEqualTo(204);
      try (Stream<Path> left = Files.list(data.resolve("uploads"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  private long files() throws Exception {
    try (Stream<Path> all = Files.walk(data.resolve("blobs"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
