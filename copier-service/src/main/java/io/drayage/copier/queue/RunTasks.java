package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.RunQueue;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.SmartLifecycle;

/**
 * Runs that wait for a leader. One that failed to lead, because the database was away, is followed
 * by another; the epoch of the run keeps them apart.
 */
public final class RunTasks implements RunQueue, SmartLifecycle {
  private static final String TABLE = "run_task";
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final OneTimeTask<Long> task;
  private final SchedulerClient client;
  private final Scheduler scheduler;
  private final InstantSource clock;
  private volatile boolean running;

  /** Leads one run to where it stops. */
  @FunctionalInterface
  public interface Leader {
    void lead(long run) throws Exception;
  }

  /**
   * @param leader is found when the first run is taken
   * @param leaders how many runs this replica leads at the same time
   */
  public RunTasks(Queues queues, int leaders, java.util.function.Supplier<Leader> leader) {
    InstantSource clock = queues.time();
    this.clock = clock;
    this.task =
        Tasks.oneTime("run", Long.class)
            .onDeadExecutionRevive()
            .onFailure(
                (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(PAUSE)))
            .execute((instance, _) -> lead(leader.get(), instance.getData()));
    this.client = queues.adder(TABLE, task);
    this.scheduler = queues.taker(TABLE, leaders, task);
  }

  private static void lead(Leader leader, long run) {
    try {
      leader.lead(run);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("leading run %d failed".formatted(run), e);
    }
  }

  @Override
  public void add(Run run) {
    TaskInstance<Long> instance =
        task.instanceBuilder(run.id() + "." + run.progress().starts())
            .data(run.id())
            .priority(run.origin().priority())
            .build();
    client.scheduleIfNotExists(instance, clock.instant());
  }

  /** Looks for runs at once, instead of when the next poll is due. */
  public void wake() {
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
