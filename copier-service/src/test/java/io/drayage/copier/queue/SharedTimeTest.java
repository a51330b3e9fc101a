package io.drayage.copier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedTimeTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final AtomicReference<Instant> database = new AtomicReference<>(BEGIN);
  private final AtomicLong ticks = new AtomicLong(5 * SECOND);
  private final SharedTime time =
      new SharedTime(
          () -> {
            Instant now = database.get();
            if (now.equals(Instant.MIN)) {
              throw new IllegalStateException("the database is away");
            }
            return now;
          },
          ticks::get);

  @Test
  void goesOnByItselfAndFollowsTheDatabase() {
    ticks.addAndGet(3 * SECOND);
    assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(3));

    database.set(BEGIN.plusSeconds(20));
    ticks.addAndGet(8 * SECOND);
    assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(20));
  }

  @Test
  void goesOnWhileTheDatabaseIsAway() {
    database.set(Instant.MIN);
    ticks.addAndGet(60 * SECOND);

    assertThat(time.now()).isEqualTo(BEGIN.plusSeconds(60));
  }
}
