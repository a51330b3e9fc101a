package io.drayage.copier.config;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.copier.domain.event.RunBell;
import io.drayage.copier.domain.event.Traffic;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.event.JdbcSituation;
import io.drayage.copier.web.operations.OperationsController;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Health and metrics. */
@Configuration(proxyBeanMethods = false)
@Import(OperationsController.class)
class OperationsConfiguration {
  private static final int VALID_WITHIN_SECONDS = 2;

  @Bean
  Traffic traffic() {
    return new Traffic();
  }

  @Bean
  Metrics copierMetrics(
      Traffic traffic, RunBell bell, Database database, HikariDataSource dataSource) {
    return new Metrics(traffic, bell, new JdbcSituation(database), dataSource);
  }

  @Bean
  OperationsController.Readings readings(Metrics metrics, HikariDataSource dataSource) {
    return new OperationsController.Readings(metrics::scrape, () -> problem(dataSource));
  }

  private static Optional<String> problem(HikariDataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(VALID_WITHIN_SECONDS)
          ? Optional.empty()
          : Optional.of("it does not answer");
    } catch (SQLException e) {
      return Optional.of("it cannot be reached: " + e.getMessage());
    }
  }
}
