package io.drayage.storage.config;

import io.drayage.service.task.RepeatedTask;
import io.drayage.storage.domain.event.Backoff;
import io.drayage.storage.domain.event.Deliveries;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.EventSender;
import io.drayage.storage.domain.event.Notifications;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.event.JdbcAuditRecords;
import io.drayage.storage.store.event.JdbcChangeLog;
import io.drayage.storage.store.event.JdbcDeliveries;
import io.drayage.storage.web.api.AuditController;
import io.drayage.storage.web.api.EventController;
import io.drayage.storage.web.event.HttpEventSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The audit and the events. */
@Configuration(proxyBeanMethods = false)
@Import({AuditController.class, EventController.class})
@EnableConfigurationProperties({EventProperties.class, AuditProperties.class})
class EventConfiguration {
  private static final Duration EXPIRY_CHECK = Duration.ofHours(1);

  private final List<Endpoint> endpoints;
  private final EventProperties properties;

  EventConfiguration(EventProperties properties) {
    this.properties = properties;
    this.endpoints =
        properties.endpoints().stream().map(EventProperties.EndpointProperties::endpoint).toList();
  }

  @Bean
  JdbcChangeLog changeLog(Database database, InstantSource clock) {
    return new JdbcChangeLog(database.jdbc(), endpoints, clock);
  }

  @Bean
  JdbcAuditRecords auditRecords(Database database) {
    return new JdbcAuditRecords(database.jdbc());
  }

  @Bean
  JdbcDeliveries deliveries(Database database) {
    return new JdbcDeliveries(database);
  }

  @Bean
  HttpEventSender eventSender() {
    return new HttpEventSender(
        properties.source(),
        properties.linkLocal() ? HttpEventSender.Reach.ANY : HttpEventSender.Reach.SAFE);
  }

  @Bean
  Notifications notifications(Deliveries deliveries, EventSender sender, InstantSource clock) {
    Backoff backoff =
        new Backoff(
            properties.firstDelay(),
            properties.longestDelay(),
            () -> ThreadLocalRandom.current().nextDouble());
    return new Notifications(deliveries, sender, backoff, clock);
  }

  @Bean
  DeliveryLoop deliveryLoop(Notifications notifications) {
    return new DeliveryLoop(notifications, endpoints, properties.interval());
  }

  @Bean
  RepeatedTask auditExpiry(JdbcAuditRecords audit, AuditProperties age, InstantSource clock) {
    return new RepeatedTask(
        "audit-expiry",
        EXPIRY_CHECK,
        () -> audit.forgetBefore(clock.instant().minus(age.expiry())));
  }

  @Bean
  RepeatedTask deadLetterExpiry(Deliveries deliveries, InstantSource clock) {
    return new RepeatedTask(
        "dead-letter-expiry",
        EXPIRY_CHECK,
        () -> deliveries.forgetBefore(clock.instant().minus(properties.deadLetterExpiry())));
  }
}
