package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells every replica in which repository tags or manifests have changed. While the feed is broken
 * {@link #isLive} is false, and what was remembered is forgotten before it is true again.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final String CHANNEL = "drayage_registry";
  private static final int HEARD_WITHIN_MILLIS = 200;
  private static final int SILENCES_BEFORE_PROBE = 10;
  private static final int RECONNECTED_AFTER_MILLIS = 500;

  /** What the feed tells. */
  public interface Listener {
    /** Something of this repository has changed. */
    void changed(String repository);

    /** Anything may have changed. */
    void lost();
  }

  private final DataSource dataSource;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean live;
  private volatile boolean closed;

  private ChangeFeed(DataSource dataSource, Listener listener) {
    this.dataSource = dataSource;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("change-feed").unstarted(this::listen);
  }

  /** Listens on a connection of its own until it is closed. */
  static ChangeFeed open(DataSource dataSource, Listener listener) {
    ChangeFeed feed = new ChangeFeed(dataSource, listener);
    feed.thread.start();
    return feed;
  }

  /** Part of the transaction that changes something: heard when that counts, and not before. */
  static void announce(JdbcClient jdbc, RepositoryPath repository) {
    jdbc.sql("select cast(pg_notify(?, ?) as text)")
        .params(CHANNEL, repository.value())
        .query((_, _) -> repository)
        .list();
  }

  /** As {@link #announce}, to all that remember a blob which is not to be told of any more. */
  static void announceHolders(JdbcClient jdbc, Digest blob) {
    jdbc.sql(
            """
            select r.path from repository_blob l join repository r on r.id = l.repository_id
            where l.digest = ?
            """)
        .param(blob.toString())
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list()
        .forEach(repository -> announce(jdbc, repository));
  }

  boolean isLive() {
    return live;
  }

  private void listen() {
    while (!closed) {
      try (Connection connection = dataSource.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          LOG.warn("listening for changes failed, trying again: {}", e.getMessage());
        }
      } finally {
        live = false;
      }
      pause();
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    PGConnection postgres = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      listener.lost();
      live = true;
      int silences = 0;
      while (!closed) {
        PGNotification @Nullable [] heard = postgres.getNotifications(HEARD_WITHIN_MILLIS);
        if (heard != null) {
          for (PGNotification notification : heard) {
            listener.changed(notification.getParameter());
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

  /** For a listener that is a part of its owner. */
  static Listener listener(Consumer<String> changed, Runnable lost) {
    return new Listener() {
      @Override
      public void changed(String repository) {
        changed.accept(repository);
      }

      @Override
      public void lost() {
        lost.run();
      }
    };
  }
}
