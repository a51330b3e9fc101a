package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Makes queues that all replicas share. Whoever takes a task keeps it by a heartbeat; when that has
 * stayed away, another one takes it.
 *
 * @param dataSource of the database that they are in
 * @param worker the name of this replica, unique among those that live
 * @param heartbeat how often a replica says that it lives; after four times that it is dead
 * @param polling how often a replica looks for tasks of others
 * @param time on which all replicas agree
 */
public record Queues(
    DataSource dataSource, String worker, Duration heartbeat, Duration polling, SharedTime time) {
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  /** Queues in a database whose time counts, as far as it can be asked for it. */
  public static Queues in(
      DataSource dataSource, String worker, Duration heartbeat, Duration polling) {
    JdbcClient jdbc = JdbcClient.create(dataSource);
    SharedTime time =
        new SharedTime(
            () ->
                jdbc.sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant(),
            System::nanoTime);
    return new Queues(dataSource, worker, heartbeat, polling, time);
  }

  /**
   * Takes tasks from a table.
   *
   * @param threads how many at the same time
   */
  Scheduler taker(String table, int threads, Task<?> task) {
    return builder(table, List.of(task)).threads(threads).build();
  }

  SchedulerBuilder builder(String table, List<Task<?>> tasks) {
    return Scheduler.create(dataSource, tasks)
        .tableName(table)
        .serializer(new JsonTaskData())
        .clock(time)
        .schedulerName(new SchedulerName.Fixed(worker))
        .executorService(Executors.newVirtualThreadPerTaskExecutor())
        .heartbeatInterval(heartbeat)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .pollingInterval(polling)
        .pollUsingLockAndFetch(0.5, 1.0)
        .enablePriority()
        .enableImmediateExecution()
        .shutdownMaxWait(LAST_WORDS);
  }

  /** Adds tasks to a table, as part of the transaction of the caller. */
  SchedulerClient adder(String table, Task<?> task) {
    return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource), task)
        .tableName(table)
        .serializer(new JsonTaskData())
        .enablePriority()
        .build();
  }
}
