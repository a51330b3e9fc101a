package io.drayage.storage.config;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.service.database.DatabaseConnection;
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
    EmbeddedPostgres own = embedded.getIfAvailable();
    DatabaseConnection connection =
        own == null ? properties.connection().orElseThrow() : DatabaseConnection.to(own);
    return connection.pool(CONNECTIONS);
  }

  @Bean
  QuotaRefusals quotaRefusals() {
    return new QuotaRefusals();
  }
}
