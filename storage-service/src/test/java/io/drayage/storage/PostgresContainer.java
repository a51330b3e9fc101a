package io.drayage.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Lets Testcontainers start PostgreSQL from the image {@code postgres:test} and prints what it
 * answers. A program of its own, because Testcontainers finds the engine by its environment.
 */
final class PostgresContainer {
  private PostgresContainer() {}

  public static void main(String[] arguments) throws Exception {
    try (PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:test")) {
      // The image brings its database along, so it starts once and not twice.
      postgres.waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\s", 1));
      postgres.start();
      try (Connection connection =
              DriverManager.getConnection(
                  postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select version(), inet_server_addr() <> '127.0.0.1', pg_postmaster_start_time()")) {
        row.next();
        System.out.printf("%s answers, in a container: %s%n", row.getString(1), row.getBoolean(2));
      }
    }
  }
}
