package io.drayage.storage.store;

import io.drayage.storage.domain.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether PostgreSQL answers. One question is on its way at a time, however many ask. */
public final class DatabaseCheck implements Check {
  private static final int SECONDS = 2;

  private final DataSource dataSource;
  private @Nullable FutureTask<Optional<String>> question;

  public DatabaseCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<String> problem() {
    try {
      return question().get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return Optional.of("no answer within %d seconds".formatted(SECONDS));
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("the check was interrupted");
    }
  }

  private synchronized FutureTask<Optional<String>> question() {
    if (question == null || question.isDone()) {
      question = new FutureTask<>(this::ask);
      Thread.ofVirtual().name("database-check").start(question);
    }
    return question;
  }

  private Optional<String> ask() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(SECONDS) ? Optional.empty() : Optional.of("no valid connection");
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
