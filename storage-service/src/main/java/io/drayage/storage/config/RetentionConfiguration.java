package io.drayage.storage.config;

import io.drayage.service.task.RepeatedTask;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.RecordedCollection;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.retention.Retention;
import io.drayage.storage.domain.retention.RetentionRun;
import io.drayage.storage.domain.tag.Pulls;
import io.drayage.storage.store.AdvisoryLock;
import io.drayage.storage.store.AuditedImmutabilityRecords;
import io.drayage.storage.store.AuditedQuotas;
import io.drayage.storage.store.AuditedRuleRecords;
import io.drayage.storage.store.CachedManifestRecords;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.JdbcCollectionLog;
import io.drayage.storage.store.JdbcPullRecords;
import io.drayage.storage.store.JdbcRepositorySummaries;
import io.drayage.storage.store.JdbcRetentionRecords;
import io.drayage.storage.store.JdbcTags;
import io.drayage.storage.store.JdbcTrash;
import io.drayage.storage.store.Restorer;
import io.drayage.storage.store.ReviewTimes;
import io.drayage.storage.store.TrashWrites;
import io.drayage.storage.web.api.CollectionController;
import io.drayage.storage.web.api.DeletionController;
import io.drayage.storage.web.api.ImmutabilityController;
import io.drayage.storage.web.api.QuotaController;
import io.drayage.storage.web.api.RetentionRuleController;
import io.drayage.storage.web.api.RetentionRunController;
import io.drayage.storage.web.api.TagController;
import io.drayage.storage.web.api.TrashController;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is known about tags, and how long they are kept. */
@Configuration(proxyBeanMethods = false)
@Import({
  CollectionController.class,
  DeletionController.class,
  ImmutabilityController.class,
  QuotaController.class,
  RetentionRuleController.class,
  RetentionRunController.class,
  TagController.class,
  TrashController.class
})
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
  private static final Duration SCHEDULE_CHECK = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(RetentionConfiguration.class);
  private static final int BATCH = 10_000;

  private final RetentionProperties properties;

  RetentionConfiguration(RetentionProperties properties) {
    this.properties = properties;
  }

  @Bean
  JdbcTags tags(Database database) {
    return new JdbcTags(database);
  }

  @Bean
  AuditedImmutabilityRecords immutabilityRecords(Database database, ChangeLog changes) {
    return new AuditedImmutabilityRecords(database, changes);
  }

  /** What was noted since the last time is written when the service stops. */
  @Bean(destroyMethod = "flush")
  Pulls pulls(Database database, InstantSource clock) {
    return new Pulls(new JdbcPullRecords(database), clock);
  }

  @Bean
  RepeatedTask pullNotes(Pulls pulls) {
    return new RepeatedTask("pull-notes", properties.pulls(), pulls::flush);
  }

  @Bean
  RepeatedTask tagHistory(JdbcTags tags, InstantSource clock) {
    return new RepeatedTask(
        "tag-history",
        HOUSEKEEPING,
        () -> tags.forgetHistory(clock.instant().minus(properties.history()), BATCH));
  }

  @Bean
  JdbcTrash trash(
      Database database,
      ReviewTimes reviews,
      Manifests manifests,
      ChangeLog changes,
      CachedManifestRecords remembered) {
    return new JdbcTrash(
        new TrashWrites(database, changes),
        reviews,
        new Restorer(database, manifests, changes),
        remembered::changed);
  }

  @Bean
  DeletionController.Period trashPeriod(InstantSource clock) {
    return new DeletionController.Period(properties.trash(), clock);
  }

  @Bean
  AuditedRuleRecords ruleRecords(Database database, ChangeLog changes) {
    return new AuditedRuleRecords(database, changes);
  }

  @Bean
  JdbcRetentionRecords retentionRecords(Database database, JdbcTrash trash, InstantSource clock) {
    return new JdbcRetentionRecords(database, trash, clock);
  }

  @Bean
  Retention.Sources retentionSources(
      AuditedRuleRecords rules,
      AuditedImmutabilityRecords immutability,
      Database database,
      InstantSource clock) {
    return new Retention.Sources(rules, immutability, new JdbcRepositorySummaries(database), clock);
  }

  @Bean
  Retention retention(
      Retention.Sources sources, JdbcRetentionRecords records, DataSource dataSource) {
    return new Retention(
        sources,
        records,
        new AdvisoryLock(dataSource, "retention"),
        new Retention.Limits(properties.mostPercent(), properties.mostTags(), properties.trash()));
  }

  @Bean
  RepeatedTask retentionSchedule(Retention retention) {
    return new RepeatedTask(
        "retention", SCHEDULE_CHECK, () -> report(retention.runWhenDue(properties.interval())));
  }

  private static void report(Optional<RetentionRun> run) {
    run.ifPresent(
        ended ->
            LOG.info(
                "retention run {} is {}: {} of {} tags deleted",
                ended.number(),
                ended.state(),
                ended.counts().gone().tags(),
                ended.counts().tags()));
  }

  @Bean
  RepeatedTask trashExpiry(
      JdbcTrash trash, JdbcRetentionRecords records, JdbcCollectionLog log, InstantSource clock) {
    return new RepeatedTask(
        "trash",
        SCHEDULE_CHECK,
        () -> {
          trash.purgeExpired(clock.instant());
          records.forget(clock.instant().minus(properties.history()));
          log.forget(clock.instant().minus(properties.history()));
        });
  }

  @Bean
  AuditedQuotas quotas(Database database, ChangeLog changes) {
    return new AuditedQuotas(database, changes);
  }

  @Bean
  JdbcCollectionLog collectionLog(Database database, InstantSource clock) {
    return new JdbcCollectionLog(database, clock);
  }

  @Bean
  RecordedCollection recordedCollection(
      GarbageCollection collection, JdbcCollectionLog log, InstantSource clock) {
    return new RecordedCollection(collection, log, clock);
  }

  @Bean
  CountedCollection countedCollection(RecordedCollection collection, ChangeLog changes) {
    return new CountedCollection(collection, changes);
  }

  @Bean
  RepeatedTask collectionSchedule(CountedCollection collection, StorageProperties storage) {
    return new RepeatedTask("garbage-collection", storage.reviewInterval(), collection::collect);
  }
}
