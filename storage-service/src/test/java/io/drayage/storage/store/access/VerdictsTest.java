package io.drayage.storage.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private final Verdicts verdicts = new Verdicts("salt", 2);
  private final AtomicInteger checks = new AtomicInteger();

  private boolean ask(String user, String password, boolean right) {
    return verdicts.about(
        new Verdicts.Attempt(user, password, "hash"),
        () -> {
          checks.incrementAndGet();
          return right;
        });
  }

  @Test
  void checksEachPasswordOnce() {
    assertThat(ask("alice", "right", true)).isTrue();
    assertThat(ask("alice", "right", true)).isTrue();
    assertThat(ask("alice", "wrong", false)).isFalse();
    assertThat(ask("alice", "wrong", false)).isFalse();

    assertThat(checks).hasValue(2);
  }

  @Test
  void checksAgainWhenTheHashHasChanged() {
    ask("alice", "right", true);

    boolean still =
        verdicts.about(new Verdicts.Attempt("alice", "right", "another hash"), () -> false);

    assertThat(still).isFalse();
  }

  @Test
  void stopsCheckingForAUserWhosePasswordIsBeingGuessed() {
    ask("alice", "right", true);
    for (int i = 0; i < 10; i++) {
      ask("alice", "guess " + i, false);
    }

    assertThatThrownBy(() -> ask("alice", "one more", true))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.code()).isEqualTo(RefusalCode.TOOMANYREQUESTS));
    assertThat(ask("alice", "right", true)).as("who is known gets in").isTrue();
    assertThat(ask("bob", "right", true)).as("others get in").isTrue();
    assertThat(checks).hasValue(12);
  }

  @Test
  void checksOneAtATimeOnTwoProcessors() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> first =
          executor.submit(
              () ->
                  verdicts.about(
                      new Verdicts.Attempt("a", "1", "hash"),
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        begun.countDown();
                        await(release);
                        running.decrementAndGet();
                        return true;
                      }));
      begun.await();
      Future<Boolean> second =
          executor.submit(
              () ->
                  verdicts.about(
                      new Verdicts.Attempt("b", "2", "hash"),
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                        return true;
                      }));
      release.countDown();

      assertThat(first.get()).isTrue();
      assertThat(second.get()).isTrue();
    }

    assertThat(most).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void showsNoSecret() {
    assertThat(new Verdicts.Attempt("alice", "secret", "$2a$hash").toString())
        .contains("alice")
        .doesNotContain("secret", "$2a$hash");
  }
}
