package io.drayage.storage.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Whether a request failed because the database could not be reached or was ending. */
final class DatabaseAbsence {
  /** Classes of SQL states (PostgreSQL, appendix A): connections, and operators at work. */
  private static final String CONNECTION = "08";

  private static final String OPERATOR = "57P";

  private DatabaseAbsence() {}

  static boolean isCauseOf(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The pool names no state when the end of a transaction finds the connection broken, and that
      // failure takes the place of the one that broke it.
      if (cause instanceof TransactionSystemException
          || (cause instanceof SQLException sql && isAbsence(sql))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbsence(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || (state != null && (state.startsWith(CONNECTION) || state.startsWith(OPERATOR)));
  }
}
