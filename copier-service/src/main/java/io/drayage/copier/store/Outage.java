package io.drayage.copier.store;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;

/** A database that is being restarted, or that cannot be reached for a moment. */
final class Outage {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Outage() {}

  /** Repeats something that fails because of an outage; an interruption ends that. */
  static <T> T outlast(Supplier<T> work) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return work.get();
      } catch (DataAccessException | TransactionException e) {
        if (!mayPass(e) || System.nanoTime() - begin > LONGEST.toNanos() || isInterrupted(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean mayPass(RuntimeException failure) {
    return !(failure instanceof DataIntegrityViolationException
        || failure instanceof BadSqlGrammarException);
  }

  /** Pauses, unless somebody wants this thread to stop. */
  private static boolean isInterrupted(RuntimeException failure) {
    try {
      Thread.sleep(PAUSE);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      return true;
    }
  }
}
