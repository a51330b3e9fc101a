package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import io.drayage.testing.S3ServerProcess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on S3. */
class S3IT {
  @TempDir static Path folder;
  private static S3ServerProcess s3;

  @BeforeAll
  static void startServer() throws Exception {
    s3 = S3ServerProcess.start(folder.resolve("s3"));
  }

  @AfterAll
  static void stopServer() {
    s3.close();
  }

  @Test
  void servesBlobsOfAnySizeThatWerePushedInOnePieceOrInMany() throws Exception {
    try (RunningRegistry registry =
            RunningRegistry.start(folder.resolve("data"), S3Bench.settings(s3));
        Wire wire = Wire.to(registry.uri())) {
      int part = 8 * 1024 * 1024;
      for (int size : List.of(0, 1, 1000, part - 1, part, part + 1, 2 * part, 20_000_000)) {
        Content blob = Content.seeded(size, size);
        Wire.Answer put = wire.push("s3/app", blob);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        assertThat(wire.send("GET", put.header("Location")).bytes()).isEqualTo(blob.bytes());
      }
      Content blob = Content.seeded(77, 12_000_000);
      String upload = wire.begin("s3/app");
      wire.send("PATCH", upload, Arrays.copyOf(blob.bytes(), 9_000_000));
      wire.send("PATCH", upload, Arrays.copyOfRange(blob.bytes(), 9_000_000, 9_000_500));
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-9000499");
      wire.send("PATCH", upload, Arrays.copyOfRange(blob.bytes(), 9_000_500, 12_000_000));
      Wire.Answer put = wire.send("PUT", upload + "?digest=" + blob.digest());
      assertThat(put.status()).as(put.text()).isEqualTo(201);
      assertThat(wire.send("GET", put.header("Location"), "Range", "bytes=8388600-8388700").bytes())
          .isEqualTo(Arrays.copyOfRange(blob.bytes(), 8388600, 8388701));
    }
  }
}
