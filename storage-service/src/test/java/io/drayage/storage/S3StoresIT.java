package io.drayage.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3StoresIT extends StoresContract {
  @TempDir static Path folder;
  private static S3Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = S3Bench.start(folder);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @Override
  Stores open() {
    return bench.open();
  }

  @Override
  long stored() throws Exception {
    return bench.stored();
  }
}
