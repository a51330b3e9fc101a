package io.drayage.registry;

import java.util.Objects;

/**
 * What a client shares with others: all clients of a run, of a process, or of all replicas of a
 * service.
 */
public record SharedLimits(HostPermits permits, Bandwidth bandwidth, AccountBudget budget) {
  /** Every client is on its own. */
  public static final SharedLimits NONE =
      new SharedLimits(HostPermits.UNLIMITED, Bandwidth.UNLIMITED, AccountBudget.UNLIMITED);

  public SharedLimits {
    Objects.requireNonNull(permits);
    Objects.requireNonNull(bandwidth);
    Objects.requireNonNull(budget);
  }

  public SharedLimits with(HostPermits other) {
    return new SharedLimits(other, bandwidth, budget);
  }

  public SharedLimits with(Bandwidth other) {
    return new SharedLimits(permits, other, budget);
  }

  public SharedLimits with(AccountBudget other) {
    return new SharedLimits(permits, bandwidth, other);
  }
}
