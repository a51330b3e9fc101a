package io.drayage.storage.config;

import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.cache.JdbcHeldManifests;
import io.drayage.storage.web.api.HoldController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is kept back, which can be looked at while the cache is off, too. */
@Configuration(proxyBeanMethods = false)
@Import(HoldController.class)
class HoldConfiguration {
  @Bean
  JdbcHeldManifests heldManifests(Database database, ChangeLog changes) {
    return new JdbcHeldManifests(database, changes);
  }
}
