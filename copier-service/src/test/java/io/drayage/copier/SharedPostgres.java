package io.drayage.copier;

import io.drayage.service.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL for all tests of this JVM; each service gets a database of its own in it. */
public final class SharedPostgres {
  private static @Nullable SharedPostgres instance;

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private SharedPostgres(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  private static synchronized SharedPostgres instance() throws IOException, InterruptedException {
    if (instance == null) {
      Path folder = Files.createTempDirectory("drayage-postgres");
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, folder)));
      instance = new SharedPostgres(postgres);
    }
    return instance;
  }

  /** The settings of a service that let it use a new, empty database. */
  public static List<String> newDatabase() throws IOException, InterruptedException, SQLException {
    SharedPostgres shared = instance();
    EmbeddedPostgres postgres = shared.postgres;
    String name = "copier" + shared.databases.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return List.of(
        "--drayage.copier.database.url=" + postgres.jdbcUrl(name),
        "--drayage.copier.database.username=" + postgres.username(),
        "--drayage.copier.database.password=" + postgres.password());
  }

  /**
   * Kills one of its processes, whereupon it ends all others, recovers, and is back at its port.
   */
  static void crash() throws IOException, InterruptedException, SQLException {
    EmbeddedPostgres postgres = instance().postgres;
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  private static void end(EmbeddedPostgres postgres, Path folder) {
    try {
      postgres.close();
      Files.walkFileTree(folder, new TreeRemoval());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
