package io.drayage.copier.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What all records are kept in. */
public record Database(
    JdbcClient jdbc, TransactionTemplate transactions, InstantSource clock, JsonMapper json) {

  <T> T inTransaction(Supplier<T> work) {
    return transactions.execute(_ -> work.get());
  }

  /**
   * Does again what failed because the database was away, for some minutes. What is done must not
   * mind being done twice.
   */
  <T> T outlast(Supplier<T> work) {
    return Outage.outlast(work);
  }

  /** The time of a change, as the driver takes it. */
  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  static Instant instant(OffsetDateTime time) {
    return time.toInstant();
  }

  String text(Object value) {
    return json.writeValueAsString(value);
  }
}
