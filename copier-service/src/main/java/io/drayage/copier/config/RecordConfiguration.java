package io.drayage.copier.config;

import io.drayage.copier.queue.RunTasks;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcClaims;
import io.drayage.copier.store.JdbcPolicies;
import io.drayage.copier.store.JdbcRegistryRecords;
import io.drayage.copier.store.JdbcRuns;
import io.drayage.copier.store.JdbcSyncs;
import io.drayage.copier.store.JdbcTransfers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service remembers. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

  @Bean
  JdbcSyncs syncs(Database database) {
    return new JdbcSyncs(database);
  }

  @Bean
  JdbcRegistryRecords registryRecords(Database database) {
    return new JdbcRegistryRecords(database);
  }

  @Bean
  JdbcPolicies policies(Database database) {
    return new JdbcPolicies(database);
  }

  @Bean
  JdbcTransfers transfers(Database database) {
    return new JdbcTransfers(database);
  }

  @Bean
  JdbcClaims claims(Database database) {
    return new JdbcClaims(database);
  }

  @Bean
  JdbcRuns runs(Database database, JdbcTransfers transfers, RunTasks queue) {
    return new JdbcRuns(database, transfers, queue);
  }
}
