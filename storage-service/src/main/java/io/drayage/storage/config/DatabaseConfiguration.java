package io.drayage.storage.config;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.service.postgres.EmbeddedPostgres;
import io.drayage.storage.store.QuotaRefusals;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database: the one that is named, or one of the service's own. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final int CONNECTIONS = 20;

  /** How long a request waits for a database that is away before it is told to come back. */
  private static final int CONNECTED_WITHIN_MILLIS = 5_000;

  @Bean
  @ConditionalOnProperty(
      name = "drayage.storage.database.url",
      matchIfMissing = true,
      havingValue = "embedded")
  EmbeddedPostgres embeddedPostgres(StorageProperties properties)
      throws IOException, InterruptedException {
    return EmbeddedPostgres.start(properties.data().resolve("postgres"));
  }

  @Bean
  HikariDataSource dataSource(
      StorageProperties properties, ObjectProvider<EmbeddedPostgres> embedded) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setMaximumPoolSize(CONNECTIONS);
    dataSource.setConnectionTimeout(CONNECTED_WITHIN_MILLIS);
    EmbeddedPostgres own = embedded.getIfAvailable();
    if (own == null) {
      StorageProperties.Connection connection = properties.connection().orElseThrow();
      dataSource.setJdbcUrl(connection.url());
      if (!connection.username().isEmpty()) {
        dataSource.setUsername(connection.username());
      }
      if (!connection.password().isEmpty()) {
        dataSource.setPassword(connection.password());
      }
    } else {
      dataSource.setJdbcUrl(own.jdbcUrl());
      dataSource.setUsername(own.username());
      dataSource.setPassword(own.password());
    }
    return dataSource;
  }

  @Bean
  QuotaRefusals quotaRefusals() {
    return new QuotaRefusals();
  }
}
