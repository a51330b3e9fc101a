package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Parts of runs that wait for a worker, on whichever replica has a free one. */
public final class PartTasks implements SmartLifecycle {
  private static final String TABLE = "part_task";
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final OneTimeTask<PartTask> task;
  private final SchedulerClient client;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private volatile boolean running;

  /**
   * @param workers how many parts this replica works on at the same time
   */
  public PartTasks(Queues queues, InstantSource clock, int workers, PartWorker worker) {
    this.clock = clock;
    this.task =
        Tasks.oneTime("part", PartTask.class)
            .onDeadExecutionRevive()
            .onFailure(
                (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(PAUSE)))
            .execute((instance, _) -> work(worker, instance.getData()));
    this.client = queues.adder(TABLE, task);
    this.scheduler = queues.taker(TABLE, workers, task);
  }

  private static void work(PartWorker worker, PartTask part) {
    try {
      worker.work(part.lead(), part.step());
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
