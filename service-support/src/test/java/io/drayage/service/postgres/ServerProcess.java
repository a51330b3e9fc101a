package io.drayage.service.postgres;

import java.nio.file.Path;

/** A program that starts a PostgreSQL, says so, and sleeps until it is killed. */
final class ServerProcess {
  private ServerProcess() {}

  public static void main(String[] words) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(words[0]));
    System.out.println(postgres.processId());
    Thread.sleep(Long.MAX_VALUE);
  }
}
