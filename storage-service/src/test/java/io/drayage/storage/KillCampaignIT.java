package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.CampaignRecord.Event;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.cache.Fills;
import io.drayage.storage.domain.cache.LeftFills;
import io.drayage.storage.domain.scrub.Scrubber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The service and its PostgreSQL are killed, all processes at once, at random points of pushes,
 * mounts, deletes, resumed uploads, pulls through the cache and garbage collection, and start again
 * on what they left. In the end time goes by, and no file is left that nobody knows.
 *
 * <p>{@code -Ddrayage.kills=200} asks for more kills, {@code -Ddrayage.seed=N} for others; how the
 * threads interleave no seed decides.
 */
class KillCampaignIT {
  private static final int KILLS = Integer.getInteger("drayage.kills", 4);
  private static final long SEED = Long.getLong("drayage.seed", 20260101);
  private static final int MANY = 12;
  private static final int CLIENTS = 4;
  private static final int PULLERS = 2;
  private static final int OLDER = 20;

  @TempDir Path data;
  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final CampaignRecord record = new CampaignRecord();

  @Test
  void keepsWhatItPromised() throws Exception {
    System.out.printf("%d kills, seed %d%n", KILLS, SEED);
    try (ColdImages upstream = new ColdImages()) {
      List<String> settings = settings(upstream, "--drayage.storage.review-interval=100ms");
      if (KILLS >= MANY) {
        ServiceArchive.make();
      }
      for (int kill = 0; kill < KILLS; kill++) {
        if (random.nextInt(8) == 7) {
          ServiceProcess.killStarting(data, settings, 300 + random.nextInt(3000));
          record.count(Event.KILL_AT_START);
        }
        try (ServiceProcess service = ServiceProcess.start(data, settings);
            Wire wire = Wire.to(service.uri())) {
          check(new CampaignCheck(wire, record), someOfAll());
          disturb(service, wire, upstream);
        }
      }
      end(upstream);
    }
    System.out.printf("%s; nothing half-written served, no file left over%n", record);
    assertThat(record.counted(Event.PUSH)).isGreaterThan(KILLS);
    assertThat(record.counted(Event.FILL_BEGUN_ANEW)).isPositive();
  }

  private List<String> settings(ColdImages upstream, String... others) throws IOException {
    List<String> settings = new ArrayList<>(List.of(others));
    settings.add("--drayage.storage.review-delay=500ms");
    settings.add("--spring.main.banner-mode=off");
    return Upstreams.none()
        .with("docker.io", upstream.authority())
        .settings(folder, settings.toArray(String[]::new));
  }

  /** What the last kill left is looked at by a service of this JVM, whose clock can be set. */
  private void end(ColdImages upstream) throws Exception {
    SettableClock.set(Instant.now());
    List<String> settings = settings(upstream, "--drayage.storage.scrub.rate=1000TB");
    try (RunningRegistry registry = RunningRegistry.restartWithClock(data, settings);
        Wire wire = Wire.to(registry.uri())) {
      CampaignCheck check = new CampaignCheck(wire, record);
      check(check, record.promises().all());
      for (ColdImages.Cold cold : record.pulled()) {
        check.fill(cold);
      }
      reclaim(registry);
    }
  }

  private static void check(CampaignCheck check, List<Promises.Stored> images) throws Exception {
    check.blobs();
    check.images(images);
    check.tags();
    check.uploads();
    check.fills();
  }

  /** All that the last round touched, and some that must not have changed since. */
  private List<Promises.Stored> someOfAll() {
    List<Promises.Stored> chosen = new ArrayList<>(record.promises().changed());
    List<Promises.Stored> older = new ArrayList<>(record.promises().there());
    Collections.shuffle(older, random);
    chosen.addAll(older.subList(0, Math.min(OLDER, older.size())));
    return chosen;
  }

  private void disturb(ServiceProcess service, Wire wire, ColdImages upstream) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> clients = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        clients.add(threads.submit(new RestlessClient(wire, number, random.nextLong(), record)));
      }
      for (int number = 0; number < PULLERS; number++) {
        clients.add(threads.submit(new RestlessPuller(wire, upstream, record)));
      }
      int enough = record.counted(Event.PUSH) + 1 + random.nextInt(12);
      while (record.counted(Event.PUSH) < enough && clients.stream().noneMatch(Future::isDone)) {
        Thread.sleep(2);
      }
      Thread.sleep(random.nextInt(200));
      record.killing();
      service.killAll(random);
      record.count(Event.KILL);
      for (Future<Void> client : clients) {
        client.get();
      }
      record.startedAgain();
    }
  }

  /**
   * Lets time go by without the clients that would go on. Of what no record knows, nothing may be
   * left.
   */
  private void reclaim(RunningRegistry registry) throws Exception {
    JdbcClient jdbc = registry.part(JdbcClient.class);
    Fills fills = registry.part(Fills.class);
    Await.until("all fetches have ended", () -> fills.running() == 0);
    int before = files().size();
    assertThat(files()).as("files of recorded blobs").containsAll(digests(jdbc));
    SettableClock.advance(Duration.ofHours(1));
    registry.part(LeftFills.class).remove();
    assertThat(uploadsOfTheCache(jdbc)).as("uploads of fetches that a kill ended").isZero();

    SettableClock.advance(Duration.ofDays(8)); // uploads expire after seven
    registry.part(GarbageCollection.class).collect();
    Scrubber scrubber = registry.part(Scrubber.class);
    boolean more = true;
    while (more) {
      more = scrubber.work();
    }

    assertThat(files()).containsExactlyInAnyOrderElementsOf(digests(jdbc));
    record.count(Event.RECLAIMED, before - files().size());
    record.count(
        Event.COLLECTED,
        jdbc.sql("select coalesce(sum(removed), 0) from gc_run").query(Integer.class).single());
  }

  /** The names of all files of blobs, uploads and fetches. */
  private List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    for (String place : List.of("blobs", "uploads", "spool")) {
      try (Stream<Path> files = Files.walk(data.resolve(place))) {
        files.filter(Files::isRegularFile).forEach(f -> names.add(f.getFileName().toString()));
      }
    }
    return names;
  }

  private static int uploadsOfTheCache(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select count(*) from upload u join repository r on r.id = u.repository_id
            where r.path like 'docker.io/%'
            """)
        .query(Integer.class)
        .single();
  }

  private static List<String> digests(JdbcClient jdbc) {
    return jdbc.sql("select split_part(digest, ':', 2) from blob where not doomed")
        .query((row, _) -> row.getString(1))
        .list();
  }
}
