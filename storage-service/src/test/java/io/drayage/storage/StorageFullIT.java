package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Command;
import io.drayage.testing.Content;
import io.drayage.testing.RequiresProgram;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room is left: a limit of the system on the size of files stands for a disk that is full. */
@RequiresProgram("prlimit")
class StorageFullIT {
  private static final long LIMIT = 1_000_000;

  @TempDir Path folder;

  @Test
  void saysSoAndKeepsNothingAndGoesOnWhenThereIsRoom() throws Exception {
    Content large = Content.seeded(1, 3 * LIMIT);
    Content small = Content.seeded(2, 1000);
    Path data = folder.resolve("data");
    List<String> launcher = List.of("prlimit", "--fsize=%d:unlimited".formatted(LIMIT));
    try (ServiceProcess service =
            ServiceProcess.start(
                launcher, data, SharedPostgres.newDatabase(), Redirect.to(log().toFile()));
        Wire wire = Wire.to(service.uri())) {
      String upload = wire.begin("full/app");

      Wire.Answer post = wire.push("full/app", large);
      Wire.Answer patch = wire.send("PATCH", upload, large.bytes());

      for (Wire.Answer refused : new Wire.Answer[] {post, patch}) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(507);
        assertThat(refused.text()).contains("\"code\":\"STORAGE_FULL\"", "no room");
      }
      assertThat(wire.send("GET", upload).status()).isEqualTo(404);
      assertThat(wire.send("HEAD", "/v2/full/app/blobs/" + large.digest()).status()).isEqualTo(404);
      assertThat(filesBelow(data)).isZero();
      assertThat(wire.push("full/app", small).status()).isEqualTo(201);
      assertThat(log()).content().contains("WARN", "there is no room for more");

      Command.of("prlimit", "--pid=" + service.process().pid(), "--fsize=unlimited:unlimited")
          .run()
          .orFail();

      assertThat(wire.push("full/app", large).status()).isEqualTo(201);
      assertThat(wire.send("GET", "/v2/full/app/blobs/" + large.digest()).bytes())
          .isEqualTo(large.bytes());
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static long filesBelow(Path data) throws Exception {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("uploads.lock"))
          .count();
    }
  }
}
