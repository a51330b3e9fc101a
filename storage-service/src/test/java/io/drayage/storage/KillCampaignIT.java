package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.service.postgres.EmbeddedPostgres;
import io.drayage.storage.CampaignRecord.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service and its PostgreSQL are killed, all processes at once, at random points of pushes,
 * mounts, deletes, resumed uploads and garbage collection, and start again on what they left.
 *
 * <p>{@code -Ddrayage.kills=200} asks for more kills, {@code -Ddrayage.seed=N} for others; how the
 * threads interleave no seed decides.
 */
class KillCampaignIT {
  private static final int KILLS = Integer.getInteger("drayage.kills", 4);
  private static final long SEED = Long.getLong("drayage.seed", 20260101);
  private static final int CLIENTS = 4;
  private static final int OLDER = 20;
  private static final List<String> SETTINGS =
      List.of(
          "--drayage.storage.review-delay=500ms",
          "--drayage.storage.review-interval=100ms",
          "--spring.main.banner-mode=off");

  @TempDir Path data;

  private final Random random = new Random(SEED);
  private final CampaignRecord record = new CampaignRecord();

  @Test
  void keepsWhatItPromised() throws Exception {
    System.out.printf("%d kills, seed %d%n", KILLS, SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      if (random.nextInt(8) == 7) {
        ServiceProcess.killStarting(data, SETTINGS, 300 + random.nextInt(3000));
        record.count(Event.KILL_AT_START);
      }
      try (ServiceProcess service = ServiceProcess.start(data, SETTINGS);
          Wire wire = Wire.to(service.uri())) {
        check(new CampaignCheck(wire, record), someOfAll());
        disturb(service, wire);
      }
    }
    try (ServiceProcess service = ServiceProcess.start(data, SETTINGS);
        Wire wire = Wire.to(service.uri())) {
      check(new CampaignCheck(wire, record), record.promises().all());
      System.out.printf("%s, nothing half-written served%n", record);
      service.killAll(random);
    }
    reportLeftovers();
    assertThat(record.counted(Event.PUSH)).isGreaterThan(KILLS);
  }

  private static void check(CampaignCheck check, List<Promises.Stored> images) throws Exception {
    check.blobs();
    check.images(images);
    check.tags();
    check.uploads();
  }

  /** All that the last round touched, and some that must not have changed since. */
  private List<Promises.Stored> someOfAll() {
    List<Promises.Stored> chosen = new ArrayList<>(record.promises().changed());
    List<Promises.Stored> older = new ArrayList<>(record.promises().there());
    Collections.shuffle(older, random);
    chosen.addAll(older.subList(0, Math.min(OLDER, older.size())));
    return chosen;
  }

  private void disturb(ServiceProcess service, Wire wire) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> clients = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        clients.add(threads.submit(new RestlessClient(wire, number, random.nextLong(), record)));
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

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  /** Compares the folder with the records, which are read from the database without the service. */
  private void reportLeftovers() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"));
        Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password())) {
      Set<String> files = names(data.resolve("blobs"));
      Set<String> records = digests(connection);
      Set<String> lost = new HashSet<>(records);
      lost.removeAll(files);
      files.removeAll(records);
      System.out.printf(
          "%d blobs recorded; left for the scrubber: %d files of blobs, %d of uploads%n",
          records.size(), files.size(), names(data.resolve("uploads")).size());
      assertThat(lost).as("blobs that are recorded and not there").isEmpty();
    }
  }

  private static Set<String> digests(Connection connection) throws SQLException {
    Set<String> digests = new HashSet<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select split_part(digest, ':', 2) from blob where not doomed");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        digests.add(rows.getString(1));
      }
    }
    return digests;
  }
}
