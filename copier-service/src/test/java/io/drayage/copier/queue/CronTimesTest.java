package io.drayage.copier.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSpec.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static CronTimes times(String cron, @Nullable String zone) {
    return CronTimes.of(new Schedule(cron, zone, null), NOW);
  }

  private static List<String> next(CronTimes times, String from, int count) {
    List<String> found = new ArrayList<>();
    Instant time = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      time = times.after(time).orElseThrow();
      found.add(time.toString());
    }
    return found;
  }

  @Test
  void runsOnceOnTheDayOnWhichItsHourIsSkipped() {
    assertThat(next(times("30 2 * * *", "Europe/Vienna"), "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void runsOnceOnTheDayOnWhichItsHourComesTwice() {
    assertThat(next(times("30 2 * * *", "Europe/Vienna"), "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void runsThroughBothHoursWhenNoneIsNamed() {
    assertThat(next(times("*/30 * * * *", "Europe/Vienna"), "2026-10-25T00:00:00Z", 4))
        .containsExactly(
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:00:00Z");
  }

  @Test
  void takesSecondsInFront() {
    assertThat(next(times("15 0 4 * * MON", null), "2026-01-01T00:00:00Z", 1))
        .containsExactly("2026-01-05T04:00:15Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 31 2 *     |     |      | schedule.cron   | never comes",
        "0 25 * * *     |     |      | schedule.cron   | cannot be read",
        "every day      |     |      | schedule.cron   | cannot be read",
        "''             |     |      | schedule.cron   | is missing",
        "0 4 * * *      | Mars/Olympus | | schedule.zone | is no time zone",
        "0 4 * * *      |     | -PT1S | schedule.jitter | must be from",
        "0 4 * * *      |     | PT25H | schedule.jitter | must be from",
      })
  void refusesWhatCannotBeMeant(
      String cron, @Nullable String zone, @Nullable String jitter, String field, String problem) {
    Schedule schedule = new Schedule(cron, zone, jitter == null ? null : Duration.parse(jitter));

    assertThatThrownBy(() -> CronTimes.of(schedule, NOW))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.errors().getFirst().field()).isEqualTo(field);
              assertThat(e.errors().getFirst().message()).contains(problem);
            });
  }
}
