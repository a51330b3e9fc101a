package io.drayage.copier.config;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.copier.store.Database;
import io.drayage.service.database.DatabaseConnection;
import io.drayage.service.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The database: the one that is named, or one of the service's own. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final int CONNECTIONS = 24;

  @Bean
  @ConditionalOnProperty(
      name = "drayage.copier.database.url",
      matchIfMissing = true,
      havingValue = "embedded")
  EmbeddedPostgres embeddedPostgres(CopierProperties properties)
      throws IOException, InterruptedException {
    return EmbeddedPostgres.start(properties.data().resolve("postgres"));
  }

  @Bean
  HikariDataSource dataSource(
      CopierProperties properties, ObjectProvider<EmbeddedPostgres> embedded) {
    EmbeddedPostgres own = embedded.getIfAvailable();
    DatabaseConnection connection =
        own == null ? properties.connection().orElseThrow() : DatabaseConnection.to(own);
    return connection.pool(CONNECTIONS);
  }

  @Bean
  @ConditionalOnMissingBean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Database database(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      InstantSource clock,
      JsonMapper json) {
    return new Database(jdbc, new TransactionTemplate(transactions), clock, json);
  }
}
