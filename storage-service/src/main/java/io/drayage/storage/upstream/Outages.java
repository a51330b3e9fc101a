package io.drayage.storage.upstream;

import io.drayage.image.RegistryHost;
import io.drayage.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Registries that cannot be reached at all: they are asked again after a pause, and until then
 * nobody waits for them to not answer. Thread-safe.
 */
public final class Outages {
  private final Duration pause;
  private final InstantSource clock;
  private final ConcurrentHashMap<RegistryHost, Instant> until = new ConcurrentHashMap<>();

  public Outages(Duration pause, InstantSource clock) {
    this.pause = pause;
    this.clock = clock;
  }

  void check(RegistryHost host) throws RegistryException {
    if (until.isEmpty()) {
      return;
    }
    Instant end = until.get(host);
    if (end != null && clock.instant().isBefore(end)) {
      throw new RegistryException.Unavailable(
          "%s could not be reached a moment ago; it is asked again at %s".formatted(host, end));
    }
  }

  /** Only when no connection came about: an answer of 503 may be about one repository. */
  void failed(RegistryHost host, RegistryException.Unavailable failure) {
    if (failure.getCause() != null) {
      until.put(host, clock.instant().plus(pause));
    }
  }

  void answered(RegistryHost host) {
    if (!until.isEmpty()) {
      until.remove(host);
    }
  }

  /** How many registries are left out now. */
  public long count() {
    return until.values().stream().filter(clock.instant()::isBefore).count();
  }
}
