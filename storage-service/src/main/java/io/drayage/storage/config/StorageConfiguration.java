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
  RegistryConfiguration.class,
  GraphConfiguration.class,
  AccessConfiguration.class,
  CacheConfiguration.class,
  WebConfiguration.class,
  ApiConfiguration.class,
  CollectionLoop.class,
  Announcement.class
})
public class StorageConfiguration {}
