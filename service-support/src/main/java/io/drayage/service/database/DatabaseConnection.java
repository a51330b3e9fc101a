package io.drayage.service.database;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.service.postgres.EmbeddedPostgres;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A PostgreSQL 15 or newer that a service uses; what is empty is left to the driver.
 *
 * @param password is not printed
 */
public record DatabaseConnection(
    String url, @DefaultValue("") String username, @DefaultValue("") String password) {
  /** How long a request waits for a database that is away before it is told to come back. */
  private static final int CONNECTED_WITHIN_MILLIS = 5_000;

  /** The one that an embedded server offers. */
  public static DatabaseConnection to(EmbeddedPostgres server) {
    return new DatabaseConnection(server.jdbcUrl(), server.username(), server.password());
  }

  /**
   * Makes connections that are kept; none is opened yet. The caller closes it.
   *
   * @param connections how many at the same time
   */
  public HikariDataSource pool(int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(CONNECTED_WITHIN_MILLIS);
    pool.setJdbcUrl(url);
    if (!username.isEmpty()) {
      pool.setUsername(username);
    }
    if (!password.isEmpty()) {
      pool.setPassword(password);
    }
    return pool;
  }

  @Override
  public String toString() {
    return "DatabaseConnection[url=%s, username=%s, password=***]".formatted(url, username);
  }
}
