package io.drayage.copier.config;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All parts of the service, by name: searching the class path for them would take its time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CopierProperties.class)
@Import({
  DatabaseConfiguration.class,
  AccessConfiguration.class,
  SecurityConfiguration.class,
  RecordConfiguration.class,
  EngineConfiguration.class,
  QueueConfiguration.class,
  ScheduleConfiguration.class,
  EventConfiguration.class,
  WebhookConfiguration.class,
  OperationsConfiguration.class,
  PruneConfiguration.class,
  ApiConfiguration.class,
  Announcement.class
})
public class CopierConfiguration {}
