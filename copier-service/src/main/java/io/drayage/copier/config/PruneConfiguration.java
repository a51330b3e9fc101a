package io.drayage.copier.config;

import io.drayage.copier.domain.prune.Ownership;
import io.drayage.copier.domain.prune.PruneGate;
import io.drayage.copier.domain.prune.PrunePlan;
import io.drayage.copier.domain.prune.PruneWork;
import io.drayage.copier.domain.prune.Prunes;
import io.drayage.copier.domain.prune.Trash;
import io.drayage.copier.domain.prune.TrashKeeping;
import io.drayage.copier.domain.prune.VerifyWork;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.copier.queue.Aftermath;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcAges;
import io.drayage.copier.store.JdbcPlans;
import io.drayage.copier.store.JdbcPrunes;
import io.drayage.copier.store.JdbcTrash;
import io.drayage.service.task.RepeatedTask;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What comes after the images: verification, and the removal of tags. */
@Configuration(proxyBeanMethods = false)
class PruneConfiguration {
  private static final Duration EMPTYING = Duration.ofMinutes(10);

  @Bean
  JdbcPrunes prunes(Database database) {
    return new JdbcPrunes(database);
  }

  @Bean
  JdbcAges ages(Database database) {
    return new JdbcAges(database);
  }

  @Bean
  JdbcPlans plans(Database database) {
    return new JdbcPlans(database);
  }

  @Bean
  JdbcTrash trash(Database database) {
    return new JdbcTrash(database);
  }

  @Bean
  PruneGate pruneGate(Prunes prunes) {
    return new PruneGate(prunes);
  }

  @Bean
  TrashKeeping trashKeeping(Trash trash, Engines engines) {
    return new TrashKeeping(trash, engines);
  }

  /** Replicas that empty it at the same time do no harm. */
  @Bean
  RepeatedTask trashEmptying(TrashKeeping keeping, InstantSource clock) {
    return new RepeatedTask("trash-emptying", EMPTYING, () -> keeping.empty(clock.instant()));
  }

  @Bean
  Aftermath aftermath(
      Syncs syncs, Transfers transfers, Prunes prunes, Trash trash, CopierProperties properties) {
    int parallel = properties.parallelImages();
    return new Aftermath(
        new PrunePlan(transfers, prunes, new Ownership(syncs), parallel),
        new VerifyWork(prunes, parallel),
        new PruneWork(transfers, prunes, trash, parallel));
  }
}
