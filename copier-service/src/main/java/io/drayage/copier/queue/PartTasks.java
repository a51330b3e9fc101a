package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Parts of runs that wait for a worker, on whichever replica has a free one. */
public final class PartTasks implements SmartLifecycle {
  private static final String TABLE = "part_task";
  private static final Logger LOG = LoggerFactory.getLogger(PartTasks.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final CustomTask<PartTask> task;
  private final SchedulerClient client;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private volatile boolean running;

  /**
   * @param workers how many parts this replica works on at the same time
   */
  public PartTasks(Queues queues, int workers, PartWorker worker) {
    InstantSource clock = queues.time();
    this.clock = clock;
    this.task =
        Tasks.custom("part", PartTask.class)
            .onDeadExecutionRevive()
            .onFailure(
                (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(PAUSE)))
            .execute((instance, _) -> then(work(worker, instance.getData())));
    this.client = queues.adder(TABLE, task);
    this.scheduler = queues.taker(TABLE, workers, task);
  }

  /** A part that has to wait makes room for others. */
  private CompletionHandler<PartTask> then(Optional<Duration> wait) {
    return wait.<CompletionHandler<PartTask>>map(
            pause ->
                (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(pause)))
        .orElse((_, operations) -> operations.remove());
  }

  private static Optional<Duration> work(PartWorker worker, PartTask part) {
    try {
      return worker.work(part.lead(), part.step());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "a part of run %d is handed back: %s".formatted(part.run(), e.getMessage()), e);
    }
  }

  /** Offers the parts of a run. */
  void add(Run run, Lead lead, Collection<Long> steps) {
    List<TaskInstance<?>> parts =
        steps.stream()
            .<TaskInstance<?>>map(
                step ->
                    task.instanceBuilder(Long.toString(step))
                        .data(new PartTask(lead.run(), lead.epoch(), step))
                        .priority(run.origin().priority())
                        .build())
            .toList();
    client.scheduleBatch(parts, clock.instant());
    if (running) {
      scheduler.triggerCheckForDueExecutions();
    }
  }

  /** Lets parts that wait begin at once: their run was told something. */
  void hurry(Collection<Long> steps) {
    for (long step : steps) {
      try {
        client.reschedule(TaskInstanceId.of(task.getName(), Long.toString(step)), clock.instant());
      } catch (TaskInstanceException e) {
        LOG.debug("part {} does not wait", step, e);
      }
    }
  }

  @Override
  public void start() {
    scheduler.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
