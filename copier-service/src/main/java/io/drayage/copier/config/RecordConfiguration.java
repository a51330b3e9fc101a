package io.drayage.copier.config;

import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.schedule.Timetable;
import io.drayage.copier.domain.tenant.Tenancy;
import io.drayage.copier.domain.tenant.TenantRuns;
import io.drayage.copier.domain.tenant.TenantSyncs;
import io.drayage.copier.domain.tenant.Tenants;
import io.drayage.copier.queue.RunTasks;
import io.drayage.copier.store.AuditedRegistries;
import io.drayage.copier.store.AuditedRuns;
import io.drayage.copier.store.AuditedSyncs;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcClaims;
import io.drayage.copier.store.JdbcPolicies;
import io.drayage.copier.store.JdbcRegistryRecords;
import io.drayage.copier.store.JdbcRuns;
import io.drayage.copier.store.JdbcSyncs;
import io.drayage.copier.store.JdbcTransfers;
import io.drayage.service.secret.SecretBox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service remembers. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

  @Bean
  TenantSyncs syncs(Database database, Timetable timetable, AuditLog log, Tenancy tenancy) {
    return new TenantSyncs(
        new AuditedSyncs(new JdbcSyncs(database, timetable), log, database), tenancy);
  }

  @Bean
  AuditedRegistries registryRecords(Database database, AuditLog log, SecretBox box) {
    return new AuditedRegistries(new JdbcRegistryRecords(database, box), log, database);
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
  TenantRuns runs(Records records, RunTasks queue, Tenancy tenancy, Tenants tenants) {
    JdbcRuns runs = new JdbcRuns(records.database(), records.transfers(), queue);
    return new TenantRuns(
        new AuditedRuns(runs, records.log(), records.database()), tenancy, tenants);
  }

  @Bean
  Records records(Database database, JdbcTransfers transfers, AuditLog log) {
    return new Records(database, transfers, log);
  }

  /** What runs are remembered in. */
  record Records(Database database, JdbcTransfers transfers, AuditLog log) {}
}
