package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.domain.GarbageCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Clients push, mount, tag and delete on two replicas, and push again what is about to be removed,
 * while collectors on both take every blob a fifth of a second after it was last asked for.
 */
class CollectionCampaignIT {
  private static final long SEED = Long.getLong("drayage.seed", 20260101);
  private static final int CLIENTS = 6;
  private static final int STEPS = Integer.getInteger("drayage.steps", 20);
  private static final String[] SETTINGS = {
    "--drayage.storage.review-delay=200ms", "--drayage.storage.review-interval=1h"
  };

  @TempDir Path data;

  private final CampaignRecord record = new CampaignRecord();
  private final AtomicInteger doomed = new AtomicInteger();
  private final AtomicInteger removed = new AtomicInteger();

  @Test
  void keepsEveryAcknowledgedImageAndRemovesTheRest() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    try (RunningRegistry one = RunningRegistry.startOn(database, data, SETTINGS);
        RunningRegistry other = RunningRegistry.startOn(database, data, SETTINGS);
        Wire toOne = Wire.to(one.uri());
        Wire toOther = Wire.to(other.uri())) {
      List<GarbageCollection> collections =
          List.of(
              one.part(GarbageCollection.class),
              one.part(GarbageCollection.class),
              other.part(GarbageCollection.class));
      run(collections, List.of(toOne, toOther));
      System.out.printf(
          "seed %d: %s; %d blobs doomed, %d of them revived, %d removed meanwhile%n",
          SEED, record, doomed.get(), doomed.get() - removed.get(), removed.get());

      CampaignCheck check = new CampaignCheck(toOther, record);
      check.images(record.promises().all());
      check.tags();
      check.blobs();

      deleteAll(toOne);
      Await.until("all is gone", () -> collected(collections.getFirst()));
      assertThat(
              one.part(JdbcClient.class)
                  .sql("select count(*) from blob")
                  .query(Integer.class)
                  .single())
          .as("records of blobs when no manifest is left")
          .isZero();
    }
  }

  private void run(List<GarbageCollection> collections, List<Wire> wires) throws Exception {
    Random random = new Random(SEED);
    AtomicBoolean going = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> collecting = new ArrayList<>();
      for (GarbageCollection collection : collections) {
        collecting.add(threads.submit(() -> collectWhile(going, collection)));
      }
      List<Future<Void>> clients = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        Wire wire = wires.get(number % wires.size());
        clients.add(
            threads.submit(
                new RestlessClient(wire, number, random.nextLong(), record).steps(STEPS)));
      }
      try {
        for (Future<Void> client : clients) {
          client.get();
        }
      } finally {
        going.set(false);
      }
      for (Future<?> collector : collecting) {
        collector.get();
      }
    }
  }

  private Void collectWhile(AtomicBoolean going, GarbageCollection collection)
      throws IOException, InterruptedException {
    while (going.get()) {
      GarbageCollection.Result result = collection.collect();
      doomed.addAndGet(result.doomed());
      removed.addAndGet(result.removed());
      Thread.sleep(5); // every collector of a machine with two processors would starve the clients
    }
    return null;
  }

  private void deleteAll(Wire wire) throws Exception {
    for (Promises.Stored stored : record.promises().there()) {
      String path = "/v2/%s/manifests/%s".formatted(stored.repository(), stored.image().digest());
      assertThat(wire.send("DELETE", path).status()).isEqualTo(202);
    }
  }

  private boolean collected(GarbageCollection collection) throws IOException {
    collection.collect();
    try (Stream<Path> all = Files.walk(data.resolve("blobs"))) {
      return all.noneMatch(Files::isRegularFile);
    }
  }
}
