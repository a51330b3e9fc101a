package io.drayage.storage.domain.cache;

import java.time.Duration;

/**
 * How the content of some repositories is treated. A negative time has no end.
 *
 * @param tag how long what a tag means counts without asking; zero asks for each pull
 * @param missing how long it counts that there is no such tag or manifest
 * @param referrers how long a list of referrers counts
 * @param stale how old the last answer may be that is served because the registry gives none
 * @param minimumAge how old an image must be before it is served for the first time
 */
public record CacheRule(
    Duration tag, Duration missing, Duration referrers, Duration stale, Duration minimumAge) {

  /** Whether something of an age still counts. */
  static boolean lasts(Duration allowed, Duration age) {
    return allowed.isNegative() || age.compareTo(allowed) < 0;
  }
}
