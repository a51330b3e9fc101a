package io.drayage.copier.config;

import io.drayage.copier.domain.prune.PruneGate;
import io.drayage.copier.domain.run.Ages;
import io.drayage.copier.domain.run.Claims;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.ImageAges;
import io.drayage.copier.domain.run.PlanWork;
import io.drayage.copier.domain.run.Preview;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.TransferWork;
import io.drayage.copier.domain.run.Transfers;
import io.drayage.copier.queue.Aftermath;
import io.drayage.copier.queue.PartTasks;
import io.drayage.copier.queue.PartWorker;
import io.drayage.copier.queue.QueuedParts;
import io.drayage.copier.queue.Queues;
import io.drayage.copier.queue.RunLeader;
import io.drayage.copier.queue.RunTasks;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** How runs get to those who lead them, and their parts to those who work on them. */
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {

  @Bean
  ExecutionContextSerializer executionContexts() {
    return new JacksonExecutionContextStringSerializer();
  }

  @Bean
  @DependsOn("flywayInitializer")
  Queues queues(DataSource dataSource, CopierProperties properties) {
    return Queues.in(
        dataSource, properties.replica(), properties.heartbeat(), properties.polling());
  }

  @Bean
  @DependsOn("flywayInitializer")
  RunTasks runTasks(Queues queues, CopierProperties properties, ObjectProvider<RunLeader> leader) {
    return new RunTasks(queues, properties.leads(), leader::getObject);
  }

  @Bean
  PartWorker partWorker(
      Runs runs,
      Claims claims,
      Engines engines,
      Transfers transfers,
      ImageAges ages,
      Aftermath aftermath,
      PartWorker.Desk desk,
      CopierProperties properties) {
    return new PartWorker(
        runs,
        claims,
        engines,
        new PartWorker.Work(
            new PlanWork(
                transfers,
                ages,
                new PlanWork.Pace(properties.parallelImages(), properties.patience())),
            new TransferWork(transfers, properties.parallelImages(), properties.patience()),
            aftermath),
        desk);
  }

  @Bean
  ImageAges imageAges(Ages ages, InstantSource clock, CopierProperties properties) {
    return new ImageAges(ages, clock, properties.parallelImages());
  }

  @Bean
  Preview preview(Engines engines, ImageAges ages) {
    return new Preview(engines, ages);
  }

  @Bean
  PartWorker.Desk desk(JobRepository repository, CopierProperties properties) {
    return new PartWorker.Desk(repository, properties.replica());
  }

  @Bean
  @DependsOn("flywayInitializer")
  PartTasks partTasks(Queues queues, CopierProperties properties, PartWorker worker) {
    return new PartTasks(queues, properties.parts(), worker);
  }

  @Bean
  RunLeader runLeader(
      Runs runs,
      Transfers transfers,
      PruneGate gate,
      Claims claims,
      PartTasks queue,
      RunLeader.Batch batch) {
    return new RunLeader(
        runs, transfers, gate, new QueuedParts(batch.repository(), runs, claims, queue), batch);
  }

  @Bean
  RunLeader.Batch batch(
      JobOperator operator, JobRepository repository, CopierProperties properties) {
    return new RunLeader.Batch(operator, repository, properties.splits());
  }
}
