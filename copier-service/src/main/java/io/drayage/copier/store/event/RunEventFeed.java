package io.drayage.copier.store.event;

import io.drayage.copier.domain.event.RunBell;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings the bell of this replica when something happens in a run, on any replica. It has one
 * connection; while that is lost the listeners find out by looking.
 */
public final class RunEventFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunEventFeed.class);
  private static final int HEARD_WITHIN_MILLIS = 200;
  private static final int SILENCES_BEFORE_PROBE = 10;
  private static final int RECONNECTED_AFTER_MILLIS = 500;

  private final DataSource dataSource;
  private final RunBell bell;
  private final Thread thread;
  private volatile boolean closed;

  private RunEventFeed(DataSource dataSource, RunBell bell) {
    this.dataSource = dataSource;
    this.bell = bell;
    this.thread = Thread.ofVirtual().name("run-event-feed").unstarted(this::listen);
  }

  /** Listens until it is closed. */
  public static RunEventFeed open(DataSource dataSource, RunBell bell) {
    RunEventFeed feed = new RunEventFeed(dataSource, bell);
    feed.thread.start();
    return feed;
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          LOG.warn("listening for events of runs failed, trying again: {}", e.getMessage());
        }
      }
      pause();
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    PGConnection postgres = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen run_event");
      bell.ringAll();
      int silences = 0;
      while (!closed) {
        PGNotification @Nullable [] heard = postgres.getNotifications(HEARD_WITHIN_MILLIS);
        if (heard != null) {
          for (PGNotification notification : heard) {
            bell.ring(Long.parseLong(notification.getParameter()));
          }
        }
        if (++silences == SILENCES_BEFORE_PROBE) {
          silences = 0;
          statement.execute("select 1"); // a connection that is dead at the other end is silent too
        }
      }
      statement.execute("unlisten *");
    }
  }

  private void pause() {
    try {
      if (!closed) {
        Thread.sleep(RECONNECTED_AFTER_MILLIS);
      }
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  /** Ends it and waits: an interruption would break the connection that it hands back. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(RECONNECTED_AFTER_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
