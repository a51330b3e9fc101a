package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.Syncs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** What happens at its time, on one replica each time: syncs are started, and the house is kept. */
public final class ScheduleTasks implements SmartLifecycle {
  private static final String TABLE = "schedule_task";
  private static final int THREADS = 4;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Supplier<Duties> duties;
  private final Scheduler scheduler;
  private volatile boolean running;

  /** Who does what is due. */
  public record Duties(Syncs syncs, SyncTimes times, SyncStarter starter, Housekeeping house) {}

  /**
   * @param duties are found when the first thing is due
   * @param interval between two rounds through the house
   */
  public ScheduleTasks(Queues queues, Duration interval, Supplier<Duties> duties) {
    this.duties = duties;
    CustomTask<SyncDue> sync =
        Tasks.custom(SyncTimes.TASK, SyncDue.class)
            .onDeadExecutionRevive()
            .onFailure(
                (complete, operations) ->
                    operations.reschedule(complete, queues.time().now().plus(PAUSE)))
            .execute((instance, _) -> start(instance.getId(), instance.getData()));
    RecurringTask<Void> house =
        Tasks.recurring("housekeeping", FixedDelay.of(interval))
            .execute((_, _) -> duties.get().house().keep());
    this.scheduler =
        queues.builder(TABLE, List.of(sync)).startTasks(house).threads(THREADS).build();
  }

  private CompletionHandler<SyncDue> start(String name, SyncDue task) {
    Duties all = duties.get();
    Instant due = Instant.ofEpochMilli(task.due());
    Optional<StoredSync> sync = all.syncs().find(name);
    sync.ifPresent(found -> all.starter().start(found, due));
    Optional<SyncTimes.Next> next = sync.flatMap(found -> all.times().next(found, due(all, due)));
    return next.<CompletionHandler<SyncDue>>map(
            coming ->
                (complete, operations) ->
                    operations.reschedule(
                        complete, coming.start(), new SyncDue(coming.due().toEpochMilli())))
        .orElse((_, operations) -> operations.remove());
  }

  /** Times that have passed while nobody was there are made up for once, not each. */
  private static Instant due(Duties all, Instant due) {
    Instant now = all.times().now();
    return due.isAfter(now) ? due : now;
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
