package io.drayage.storage.config;

import io.drayage.storage.domain.tag.Pulls;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.JdbcImmutabilityRecords;
import io.drayage.storage.store.JdbcPullRecords;
import io.drayage.storage.store.JdbcTags;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is known about tags, and how long they are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
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
  JdbcImmutabilityRecords immutabilityRecords(Database database) {
    return new JdbcImmutabilityRecords(database);
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
}
