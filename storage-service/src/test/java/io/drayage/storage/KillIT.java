package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed, and starts again on what it left. */
class KillIT {
  @TempDir Path data;

  @Test
  void goesOnWithAnUploadThatWasCutShort() throws Exception {
    List<String> settings = SharedPostgres.newDatabase();
    Content blob = Content.seeded(1, 3_000_000);
    String upload;
    try (ServiceProcess service = ServiceProcess.start(data, settings);
        Wire wire = Wire.to(service.uri())) {
      upload = wire.begin("kill/resume");
      wire.send("PATCH", upload, Arrays.copyOf(blob.bytes(), 2_000_000));
      service.kill();
    }

    try (ServiceProcess service = ServiceProcess.start(data, settings);
        Wire wire = Wire.to(service.uri())) {
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-1999999");
      Wire.Answer last =
          wire.send(
              "PUT",
              upload + "?digest=" + blob.digest(),
              Arrays.copyOfRange(blob.bytes(), 2_000_000, 3_000_000),
              "Content-Range",
              "2000000-2999999");

      assertThat(last.status()).as(last.text()).isEqualTo(201);
      assertThat(wire.send("GET", last.header("Location")).bytes()).isEqualTo(blob.bytes());
    }
  }
}
