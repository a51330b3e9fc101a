package io.drayage.storage.store;

import io.drayage.storage.domain.ClusterLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * A lock of PostgreSQL, held by a connection of its own: a replica that is killed lets go of it
 * with its connection.
 */
public final class AdvisoryLock implements ClusterLock {
  private final DataSource dataSource;
  private final long key;

  /** One that is shared by everybody with the same name. */
  public AdvisoryLock(DataSource dataSource, String name) {
    this.dataSource = dataSource;
    this.key = 0x6472_6179_0000_0000L | Integer.toUnsignedLong(name.hashCode());
  }

  @Override
  public <T> Optional<T> tryRun(Supplier<T> work) {
    try (Attempt attempt = attempt()) {
      return attempt.isHeld() ? Optional.of(work.get()) : Optional.empty();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("taking the lock of a run failed", e);
    }
  }

  /** Takes it unless another one has it; the caller closes the attempt in either case. */
  Attempt attempt() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new Attempt(connection, call(connection, "select pg_try_advisory_lock(?)"));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Holds the lock until it is closed, if nobody else had it. */
  final class Attempt implements AutoCloseable {
    private final Connection connection;
    private final boolean held;

    private Attempt(Connection connection, boolean held) {
      this.connection = connection;
      this.held = held;
    }

    boolean isHeld() {
      return held;
    }

    @Override
    public void close() throws SQLException {
      try (connection) {
        if (held) {
          call(connection, "select pg_advisory_unlock(?)");
        }
      }
    }
  }

  private boolean call(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
