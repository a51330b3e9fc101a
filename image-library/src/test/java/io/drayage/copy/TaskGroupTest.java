package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskGroupTest {

  @Test
  void waitsForAllTasks() throws Exception {
    AtomicInteger done = new AtomicInteger();

    try (TaskGroup group = new TaskGroup()) {
      for (int i = 0; i < 1000; i++) {
        group.start(done::incrementAndGet);
      }
      group.join();
    }

    assertThat(done).hasValue(1000);
  }

  @Test
  void theFirstFailureCancelsTheOthers() {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () -> {
              try (TaskGroup group = new TaskGroup()) {
                group.start(
                    () -> {
                      waiting.countDown();
                      try {
                        never.await();
                      } catch (InterruptedException e) {
                        cancelled.set(true);
                        throw e;
                      }
                    });
                group.start(
                    () -> {
                      waiting.await();
                      throw new IOException("the disk is full");
                    });
                group.join();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
    assertThat(cancelled).isTrue();
  }

  @Test
  void leavingWithoutJoinCancelsEverything() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);

    try (TaskGroup group = new TaskGroup()) {
      group.start(
          () -> {
            waiting.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              cancelled.set(true);
            }
          });
      waiting.await();
    }

    assertThat(cancelled).isTrue();
  }

  @Test
  void aTaskThatIsInterruptedCannotSucceed() {
    CountDownLatch never = new CountDownLatch(1);

    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> {
              try (TaskGroup group = new TaskGroup()) {
                group.start(never::await);
                group.join();
              }
            })
        .isInstanceOf(InterruptedException.class);
  }
}
