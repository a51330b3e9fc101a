package io.drayage.copier.config;

import io.drayage.copier.engine.SharedWork;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcTransferJournal;
import io.drayage.copier.store.RegistrySlots;
import io.drayage.registry.BandwidthLimits;
import io.drayage.registry.budget.Budgets;
import io.drayage.service.budget.JdbcBudgetRecords;
import io.drayage.service.task.RepeatedTask;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What replicas share while they copy. */
@Configuration(proxyBeanMethods = false)
class SharedConfiguration {
  /** The share of an account's requests that runs by schedule leave to those who wait. */
  private static final double RESERVE = 0.2;

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration CLEANING = Duration.ofHours(1);

  /** Registries have given uploads up that have not moved for so long. */
  private static final Duration OLD = Duration.ofDays(7);

  @Bean
  JdbcTransferJournal transferJournal(Database database) {
    return new JdbcTransferJournal(database);
  }

  @Bean
  RegistrySlots registrySlots(Database database, CopierProperties properties) {
    return new RegistrySlots(database, properties.replica());
  }

  @Bean
  Budgets budgets(Database database, InstantSource clock) {
    return new Budgets(new JdbcBudgetRecords(database.jdbc(), "account_budget"), RESERVE, clock);
  }

  @Bean
  SharedWork sharedWork(JdbcTransferJournal journal, RegistrySlots slots, Budgets budgets) {
    return new SharedWork(journal, slots, BandwidthLimits.create(), budgets);
  }

  @Bean
  RepeatedTask slotRenewal(RegistrySlots slots) {
    return new RepeatedTask("slot-renewal", INTERVAL, slots::renew);
  }

  @Bean
  RepeatedTask budgetExchange(Budgets budgets) {
    return new RepeatedTask("budget-exchange", INTERVAL, budgets::exchange);
  }

  @Bean
  RepeatedTask markRemoval(JdbcTransferJournal journal) {
    return new RepeatedTask("mark-removal", CLEANING, () -> journal.forgetOlderThan(OLD));
  }
}
