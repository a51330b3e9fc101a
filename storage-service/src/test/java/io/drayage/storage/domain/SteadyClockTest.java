package io.drayage.storage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant wall = START;
  private long nanos = 5;
  private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

  private void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  @Test
  void showsTheTimeOfTheMachine() {
    pass(Duration.ofHours(30));

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(30)));
  }

  @Test
  void doesNotJumpAheadAndComesAlongSlowly() {
    wall = wall.plus(Duration.ofDays(365));
    assertThat(clock.instant()).isEqualTo(START);

    pass(Duration.ofHours(8));

    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(9)));
  }

  @Test
  void doesNotGoBackAndWaitsUntilTheMachineHasCaughtUp() {
    pass(Duration.ofHours(2));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(2)));
    wall = wall.minus(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(2)));

    pass(Duration.ofHours(8));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(9)));
    assertThat(wall).isEqualTo(START.plus(Duration.ofHours(9)));

    pass(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(wall);
  }

  @Test
  void isCorrectedBySmallStepsAtOnceAsFarAsTimeHasPassed() {
    wall = wall.plus(Duration.ofSeconds(1));

    pass(Duration.ofSeconds(8));

    assertThat(clock.instant()).isEqualTo(wall);
  }
}
