package io.drayage.storage.store;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Turns what the triggers of quotas raise into a refusal, wherever a statement meets it. */
public final class QuotaRefusals implements SQLExceptionTranslator {
  private static final String EXCEEDED = "DQ001";

  private final SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();

  @Override
  public @Nullable DataAccessException translate(
      String task, @Nullable String sql, SQLException exception) {
    if (EXCEEDED.equals(exception.getSQLState())) {
      throw new RefusedException(RefusalCode.QUOTA_EXCEEDED, message(exception));
    }
    return others.translate(task, sql, exception);
  }

  private static String message(SQLException exception) {
    if (exception instanceof PSQLException known
        && known.getServerErrorMessage() != null
        && known.getServerErrorMessage().getMessage() != null) {
      return known.getServerErrorMessage().getMessage();
    }
    return "a quota is exceeded";
  }
}
