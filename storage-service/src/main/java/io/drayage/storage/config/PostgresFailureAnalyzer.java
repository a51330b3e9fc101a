package io.drayage.storage.config;

import io.drayage.service.postgres.EmbeddedPostgresException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints the message of a failed start of PostgreSQL, which says what to do, instead of a trace.
 */
final class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedPostgresException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, EmbeddedPostgresException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), "", cause);
  }
}
