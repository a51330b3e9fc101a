package io.drayage.copier.config;

import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.copier.domain.webhook.Deliveries;
import io.drayage.copier.domain.webhook.DeliveryWork;
import io.drayage.copier.domain.webhook.HookedRuns;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.webhook.JdbcDeliveries;
import io.drayage.copier.store.webhook.JdbcSyncHooks;
import io.drayage.copier.store.webhook.JdbcWebhooks;
import io.drayage.copier.web.webhook.HttpSender;
import io.drayage.copier.web.webhook.SyncHookController;
import io.drayage.copier.web.webhook.WebhookController;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.address.AddressRule;
import io.drayage.registry.address.AllowedAddresses;
import io.drayage.service.task.RepeatedTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Who is told of runs, and registries that ask for runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
@Import({WebhookController.class, SyncHookController.class})
class WebhookConfiguration {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration CLEANING = Duration.ofHours(1);

  private static final String SETTING = "drayage.copier.webhooks.allowed";

  @Bean
  JdbcWebhooks webhooks(Database database) {
    return new JdbcWebhooks(database);
  }

  @Bean
  JdbcDeliveries webhookDeliveries(Database database) {
    return new JdbcDeliveries(database);
  }

  @Bean
  JdbcSyncHooks syncHooks(Database database) {
    return new JdbcSyncHooks(database);
  }

  @Bean
  SyncHookController.HookPace hookPace(WebhookProperties properties) {
    return new SyncHookController.HookPace(properties.quiet());
  }

  @Bean
  HttpSender webhookSender(WebhookProperties properties) {
    AddressRule rule =
        AddressRule.refusingInside(AllowedAddresses.parse(SETTING, properties.allowedHosts()));
    return new HttpSender(AddressGuard.of(rule), properties.source(), properties.timeout());
  }

  @Bean
  RepeatedTask webhookDelivery(
      WebhookProperties properties, HttpSender sender, Deliveries deliveries) {
    Duration lease = properties.timeout().multipliedBy(3);
    DeliveryWork.Patience patience =
        new DeliveryWork.Patience(
            properties.firstPause(), properties.longestPause(), properties.attempts(), lease);
    WebhookMessages messages =
        new WebhookMessages(
            new DeliveryWork(
                deliveries, sender, patience, () -> ThreadLocalRandom.current().nextDouble()));
    return new RepeatedTask("webhooks", INTERVAL, messages::send);
  }

  @Bean
  RepeatedTask hookedRunStart(HookedRuns hooked) {
    return new RepeatedTask("sync-hooks", INTERVAL, hooked::startDue);
  }

  @Bean
  RepeatedTask deadLetterRemoval(
      WebhookProperties properties, Deliveries deliveries, InstantSource clock) {
    return new RepeatedTask(
        "dead-letters",
        CLEANING,
        () -> deliveries.forgetBefore(clock.instant().minus(properties.keep())));
  }

  @Bean
  HookedRuns hookedRuns(JdbcSyncHooks hooks, Syncs syncs, Runs runs) {
    return new HookedRuns(hooks, syncs, runs);
  }
}
