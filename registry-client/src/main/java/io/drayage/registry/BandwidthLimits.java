package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits in bytes per second: one for all registries together and one for each. Each direction has
 * its own, for a link carries both at the same time. Shared by all clients that are given the same
 * one; limits may be changed at any time, and count at once for what is under way. Thread-safe.
 */
public final class BandwidthLimits implements Bandwidth {
  private final Throttle.Time time;
  private final Lanes all;
  private final Map<RegistryHost, Lanes> hosts = new ConcurrentHashMap<>();

  private record Lanes(Throttle down, Throttle up) {
    static Lanes of(Throttle.Time time) {
      return new Lanes(new Throttle(time), new Throttle(time));
    }

    void limit(OptionalLong bytesPerSecond) {
      down.limit(bytesPerSecond);
      up.limit(bytesPerSecond);
    }

    Throttle of(Direction direction) {
      return switch (direction) {
        case DOWNLOAD -> down;
        case UPLOAD -> up;
      };
    }
  }

  private BandwidthLimits(Throttle.Time time) {
    this.time = time;
    this.all = Lanes.of(time);
  }

  /** Without any limit until one is set. */
  public static BandwidthLimits create() {
    return new BandwidthLimits(Throttle.Time.SYSTEM);
  }

  static BandwidthLimits by(Throttle.Time time) {
    return new BandwidthLimits(time);
  }

  /**
   * Limits all registries together.
   *
   * @param bytesPerSecond at least 1; empty for no limit
   */
  public void limit(OptionalLong bytesPerSecond) {
    all.limit(bytesPerSecond);
  }

  /** Limits one registry; the limit of all together holds, too. */
  public void limit(RegistryHost host, OptionalLong bytesPerSecond) {
    hosts.computeIfAbsent(host, _ -> Lanes.of(time)).limit(bytesPerSecond);
  }

  @Override
  public void pass(RegistryHost host, Direction direction, int bytes) throws InterruptedException {
    Lanes own = hosts.get(host);
    if (own != null) {
      own.of(direction).take(bytes);
    }
    all.of(direction).take(bytes);
  }
}
