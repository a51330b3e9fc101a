package io.drayage.storage.config;

import io.drayage.service.task.RepeatedTask;
import io.drayage.storage.domain.BlobStore;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.graph.Graphing;
import io.drayage.storage.domain.graph.ImageGraph;
import io.drayage.storage.domain.graph.UsageReport;
import io.drayage.storage.store.Database;
import io.drayage.storage.store.graph.JdbcGraphQueue;
import io.drayage.storage.store.graph.JdbcGraphRecords;
import io.drayage.storage.store.graph.JdbcUsageRecords;
import io.drayage.storage.web.api.ImageController;
import io.drayage.storage.web.api.UsageController;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The image graph. */
@Configuration(proxyBeanMethods = false)
@Import({ImageController.class, UsageController.class})
class GraphConfiguration {
  /** How often what nobody has asked about yet is entered. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @Bean
  Graphing graphing(Database database, BlobStore blobs) {
    return new Graphing(new JdbcGraphQueue(database), blobs);
  }

  @Bean
  ImageGraph imageGraph(Manifests manifests, Database database, Graphing graphing) {
    return new ImageGraph(manifests, new JdbcGraphRecords(database.jdbc()), graphing);
  }

  @Bean
  UsageReport usageReport(Database database) {
    return new UsageReport(new JdbcUsageRecords(database.jdbc()));
  }

  @Bean
  RepeatedTask graphTask(Graphing graphing) {
    return new RepeatedTask("image-graph", INTERVAL, graphing::finish);
  }
}
