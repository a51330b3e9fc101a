package io.drayage.copier.queue;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times that a schedule stands for. Who names an hour means the clock on the wall: on the day
 * when that hour is skipped it runs just after, and when it comes twice it runs in the first one.
 * Who does not name an hour means time as it passes. Immutable.
 *
 * @param named whether an hour is named
 * @param jitter the most that a run comes later
 */
record CronTimes(CronExpression cron, boolean named, ZoneId zone, Duration jitter) {
  private static final Duration LONGEST_JITTER = Duration.ofDays(1);
  private static final int HOUR = 2;

  /**
   * Reads a schedule.
   *
   * @throws ProblemException that names the field that is wrong
   */
  static CronTimes of(SyncSpec.Schedule schedule, Instant now) {
    String text = schedule.cron() == null ? "" : schedule.cron().strip();
    if (text.isEmpty()) {
      throw ProblemException.invalid(
          "schedule.cron", "is missing: write minute, hour, day of month, month, day of week");
    }
    String[] fields = text.split("\\s+", -1);
    CronExpression cron = parse(fields.length == 5 ? "0 " + text : text);
    boolean named = fields.length >= 5 && !hour(fields).startsWith("*");
    CronTimes times = new CronTimes(cron, named, zone(schedule.zone()), jitter(schedule.jitter()));
    if (times.after(now).isEmpty()) {
      throw ProblemException.invalid(
          "schedule.cron", "never comes: there is no such day in any year");
    }
    return times;
  }

  private static String hour(String[] fields) {
    return fields[fields.length == 5 ? HOUR - 1 : HOUR];
  }

  private static CronExpression parse(String text) {
    try {
      return CronExpression.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          "schedule.cron",
          "cannot be read: %s; write minute, hour, day of month, month, day of week"
              .formatted(e.getMessage()));
    }
  }

  private static ZoneId zone(@Nullable String name) {
    if (name == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw ProblemException.invalid(
          "schedule.zone", "is no time zone: write UTC, or a name such as Europe/Vienna");
    }
  }

  private static Duration jitter(@Nullable Duration jitter) {
    if (jitter == null) {
      return Duration.ZERO;
    }
    if (jitter.isNegative() || jitter.compareTo(LONGEST_JITTER) > 0) {
      throw ProblemException.invalid("schedule.jitter", "must be from PT0S to PT24H");
    }
    return jitter;
  }

  /** The first time after another, without jitter; empty when there is none. */
  Optional<Instant> after(Instant time) {
    if (!named) {
      return Optional.ofNullable(cron.next(time.atZone(zone))).map(next -> next.toInstant());
    }
    @Nullable LocalDateTime next = cron.next(LocalDateTime.ofInstant(time, zone));
    while (next != null && !next.atZone(zone).toInstant().isAfter(time)) {
      next = cron.next(next);
    }
    return Optional.ofNullable(next).map(found -> found.atZone(zone).toInstant());
  }
}
