package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.storage.domain.scrub.Scrubber;
import io.drayage.storage.domain.scrub.Strays;
import io.drayage.testing.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FolderScrubIT extends ScrubContract {
  @TempDir static Path data;
  private static RunningRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data, "--drayage.storage.scrub.rate=0");
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Override
  RunningRegistry registry() {
    return registry;
  }

  @Override
  Path file(Digest digest) {
    return data.resolve("blobs/sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  @Override
  List<Path> leaveStrays() throws IOException {
    Content content = Content.seeded(130, 1000);
    Path blob = file(content.digest());
    Files.createDirectories(blob.getParent());
    Files.write(blob, content.bytes());
    Path upload = Files.write(data.resolve("uploads/" + UUID.randomUUID()), content.bytes());
    return List.of(blob, upload);
  }

  /** Every push has to win, at whatever moment the sweep looks at its file. */
  @Test
  void leavesAloneWhatIsBeingPushed() throws Exception {
    Strays strays = registry.part(Scrubber.Shelves.class).strays();
    AtomicBoolean pushing = new AtomicBoolean(true);
    try (Wire wire = Wire.to(registry.uri());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Content content = Content.seeded(140, 2000);
      Path file = file(content.digest());
      Future<Integer> sweeping =
          threads.submit(
              () -> {
                int removed = 0;
                String folder = "sha256/" + content.digest().hex().substring(0, 2);
                String before = folder.substring(0, folder.length() - 1);
                while (pushing.get()) {
                  removed += strays.sweep(before, Instant.MAX).removed();
                }
                return removed;
              });
      int rounds = 100;
      for (int round = 0; round < rounds; round++) {
        Files.createDirectories(file.getParent());
        Files.write(file, content.bytes()); // as a push leaves it that was killed
        assertThat(wire.push("scrub/race", content).status()).isEqualTo(201);
        assertThat(file).as("round %d", round).exists();
        assertThat(wire.send("DELETE", "/v2/scrub/race/blobs/" + content.digest()).status())
            .isEqualTo(202);
        registry
            .part(JdbcClient.class)
            .sql("delete from blob where digest = ?")
            .param(content.digest().toString())
            .update();
      }
      pushing.set(false);
      System.out.printf(
          "%d pushes while %d files of nobody were removed%n", rounds, sweeping.get());
    }
  }
}
