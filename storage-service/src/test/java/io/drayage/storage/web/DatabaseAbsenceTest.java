package io.drayage.storage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.TransactionSystemException;

class DatabaseAbsenceTest {
  @ParameterizedTest
  @CsvSource({
    "08001, true", // cannot connect
    "08006, true", // connection failure
    "57P01, true", // admin shutdown
    "57P03, true", // cannot connect now
    "57014, false", // query canceled
    "23505, false", // unique violation
    "53100, false" // disk full
  })
  void isToldByTheStateOfTheFailure(String state, boolean absent) {
    RuntimeException wrapped = new IllegalStateException(new SQLException("reason", state));

    assertThat(DatabaseAbsence.isCauseOf(wrapped)).isEqualTo(absent);
  }

  @Test
  void includesATransactionThatCannotEnd() {
    Exception failure =
        new TransactionSystemException("rollback failed", new SQLException("Connection is closed"));

    assertThat(DatabaseAbsence.isCauseOf(failure)).isTrue();
  }

  @Test
  void includesAPoolWithoutConnections() {
    Exception failure = new SQLTransientConnectionException("no connection in time");

    assertThat(DatabaseAbsence.isCauseOf(new IllegalStateException(failure))).isTrue();
    assertThat(DatabaseAbsence.isCauseOf(new IllegalStateException())).isFalse();
  }
}
