package io.drayage.storage.config;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All parts of the service, by name: searching the class path for them would take its time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  StorageProperties.class,
  AccessProperties.class,
  UpstreamProperties.class
})
@Import({
  DatabaseConfiguration.class,
  S3Configuration.class,
  FolderConfiguration.class,
  RegistryConfiguration.class,
  GraphConfiguration.class,
  EventConfiguration.class,
  AccessConfiguration.class,
  CacheConfiguration.class,
  HoldConfiguration.class,
  WebConfiguration.class,
  OperationsConfiguration.class,
  ApiConfiguration.class,
  RetentionConfiguration.class,
  ScrubConfiguration.class,
  Announcement.class
})
public class StorageConfiguration {}
