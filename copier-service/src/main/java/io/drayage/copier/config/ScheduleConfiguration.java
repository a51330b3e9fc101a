package io.drayage.copier.config;

import io.drayage.copier.domain.run.History;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.copier.queue.Housekeeping;
import io.drayage.copier.queue.Queues;
import io.drayage.copier.queue.RunTasks;
import io.drayage.copier.queue.ScheduleTasks;
import io.drayage.copier.queue.SyncStarter;
import io.drayage.copier.queue.SyncTimes;
import io.drayage.copier.store.Database;
import io.drayage.copier.store.JdbcHistory;
import io.drayage.copier.web.SyncController;
import java.util.Random;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens by itself, at its time. */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  @Bean
  SyncTimes syncTimes(Database database, Queues queues) {
    return new SyncTimes(database.jdbc(), queues, new Random());
  }

  @Bean
  SyncController.Definitions definitions(Syncs syncs, SyncTimes times) {
    return new SyncController.Definitions(syncs, times);
  }

  @Bean
  SyncStarter syncStarter(Runs runs, Database database) {
    return new SyncStarter(runs, database.jdbc(), database.transactions());
  }

  @Bean
  JdbcHistory history(Database database, Runs runs) {
    return new JdbcHistory(database, runs);
  }

  @Bean
  Housekeeping housekeeping(History history, RunTasks queue, CopierProperties properties) {
    return new Housekeeping(
        history,
        queue,
        new History.Retention(properties.history().age(), properties.history().runs()));
  }

  @Bean
  ScheduleTasks.Duties duties(
      Syncs syncs, SyncTimes times, SyncStarter starter, Housekeeping house) {
    return new ScheduleTasks.Duties(syncs, times, starter, house);
  }

  @Bean
  ScheduleTasks scheduleTasks(
      Queues queues, CopierProperties properties, ObjectProvider<ScheduleTasks.Duties> duties) {
    return new ScheduleTasks(queues, properties.housekeeping(), duties::getObject);
  }
}
