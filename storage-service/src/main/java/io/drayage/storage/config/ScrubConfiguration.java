package io.drayage.storage.config;

import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.scrub.Quarantine;
import io.drayage.storage.domain.scrub.ScrubRecords;
import io.drayage.storage.domain.scrub.Scrubber;
import io.drayage.storage.domain.scrub.Strays;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.JdbcScrubRecords;
import io.drayage.storage.web.api.ScrubController;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The scrubber and its loop. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScrubProperties.class)
@Import({ScrubController.class, ScrubLoop.class})
class ScrubConfiguration {
  @Bean
  JdbcScrubRecords scrubRecords(Database database, DataSource dataSource) {
    return new JdbcScrubRecords(database, dataSource);
  }

  @Bean
  Scrubber.Shelves scrubbedShelves(BlobStore blobs, Quarantine quarantine, Strays strays) {
    return new Scrubber.Shelves(blobs, quarantine, strays);
  }

  @Bean
  Scrubber scrubber(
      ScrubRecords records,
      Scrubber.Shelves shelves,
      ScrubProperties properties,
      InstantSource clock) {
    return new Scrubber(
        new Scrubber.Books(records, new ScrubLog()), shelves, rules(properties), clock);
  }

  private static Scrubber.Rules rules(ScrubProperties properties) {
    return new Scrubber.Rules(
        Math.max(1, properties.rate().toBytes()),
        properties.interval(),
        properties.strayAge(),
        switch (properties.reaction()) {
          case REPORT -> Scrubber.Reaction.REPORT;
          case QUARANTINE -> Scrubber.Reaction.QUARANTINE;
        });
  }
}
