package io.drayage.storage.config;

import com.zaxxer.hikari.HikariDataSource;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.store.DatabaseCheck;
import io.drayage.storage.store.RoomCheck;
import io.drayage.storage.web.Traffic;
import io.drayage.storage.web.operations.HealthServlet;
import io.drayage.storage.web.operations.MetricsServlet;
import io.drayage.storage.web.operations.Readiness;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health, metrics and the way to stop. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {
  @Bean
  Traffic traffic() {
    return new Traffic();
  }

  @Bean
  Readiness readiness(HikariDataSource dataSource, StorageProperties properties) {
    return new Readiness(
        List.of(
            new DatabaseCheck(dataSource),
            new RoomCheck(properties.data(), properties.leastRoom().toBytes())));
  }

  @Bean
  Drain drain(Readiness readiness, Uploads uploads, StorageProperties properties) {
    return new Drain(readiness, uploads, properties);
  }

  @Bean
  ServletRegistrationBean<HealthServlet> health(Readiness readiness) {
    return new ServletRegistrationBean<>(new HealthServlet(readiness), "/health/*");
  }

  @Bean
  Metrics storageMetrics(
      Traffic traffic,
      Uploads uploads,
      CountedCollection collection,
      ObjectProvider<CacheMetrics> cache,
      HikariDataSource dataSource) {
    return new Metrics(
        new Metrics.Counting(
            traffic, uploads, collection, Optional.ofNullable(cache.getIfAvailable())),
        dataSource);
  }

  @Bean
  ServletRegistrationBean<MetricsServlet> metrics(Metrics metrics) {
    return new ServletRegistrationBean<>(new MetricsServlet(metrics::scrape), "/metrics");
  }
}
