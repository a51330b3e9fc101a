package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.storage.config.S3Clients;
import io.drayage.storage.domain.scrub.Strays;
import io.drayage.testing.S3ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.s3.S3Client;

class S3ScrubIT extends ScrubContract {
  @TempDir static Path folder;
  private static S3ServerProcess s3;
  private static RunningRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    s3 = S3ServerProcess.start(Files.createDirectories(folder.resolve("s3")));
    registry =
        RunningRegistry.start(
            folder.resolve("data"), S3Bench.settings(s3, "--drayage.storage.scrub.rate=0"));
  }

  @AfterAll
  static void stop() {
    registry.close();
    s3.close();
  }

  @Override
  RunningRegistry registry() {
    return registry;
  }

  @Override
  Path file(Digest digest) {
    return s3.objects()
        .resolve(
            registry
                .part(JdbcClient.class)
                .sql("select name from s3_object where digest = ? and set_aside_at is null")
                .param(digest.toString())
                .query(String.class)
                .single());
  }

  @Override
  List<Path> leaveStrays() throws IOException {
    Path object = s3.objects().resolve("blobs/00/00" + UUID.randomUUID());
    Files.createDirectories(object.getParent());
    Files.write(object, new byte[100]);
    return List.of(object);
  }

  @Test
  void givesUpMultipartUploadsThatNobodyKnows() throws Exception {
    try (S3Client client = S3Clients.to(s3.uri())) {
      client.createMultipartUpload(
          request -> request.bucket(S3ServerProcess.BUCKET).key("blobs/01/" + UUID.randomUUID()));

      registry.part(Strays.class).sweep("", Instant.now().plusSeconds(5));

      assertThat(
              client
                  .listMultipartUploads(request -> request.bucket(S3ServerProcess.BUCKET))
                  .uploads())
          .isEmpty();
    }
  }
}
