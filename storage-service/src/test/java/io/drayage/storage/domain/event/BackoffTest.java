package io.drayage.storage.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static Duration after(int attempt, double random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> random).after(attempt);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "9,256", "10,300", "31,300", "1000,300"})
  void doublesUpToTheLimit(int attempt, int seconds) {
    assertThat(after(attempt, 0.5)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0.0,2000", "1.0,6000"})
  void spreadsAttempts(double random, long millis) {
    assertThat(after(3, random)).isEqualTo(Duration.ofMillis(millis));
  }
}
