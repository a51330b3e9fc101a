package io.drayage.copier.engine;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.registry.SharedPermits;
import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.CopyMemory;
import io.drayage.copy.TransferJournal;
import io.drayage.image.RegistryHost;
import io.drayage.registry.BandwidthLimits;
import io.drayage.registry.ChunkRule;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.SharedLimits;
import io.drayage.registry.budget.Budgets;
import io.drayage.registry.budget.Urgency;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What runs share beyond one engine: how far blobs are, what registries allow their accounts, and
 * what registries are to be spared. Thread-safe.
 *
 * @param bandwidth of this replica
 */
public record SharedWork(
    TransferJournal journal, SharedPermits permits, BandwidthLimits bandwidth, Budgets budgets) {

  /** The limits that registries have now; they count at once for what is under way. */
  void limit(Map<RegistryHost, RegistrySpec> known) {
    known.forEach(
        (host, spec) -> {
          Optional<RegistrySpec.Limits> limits = Optional.ofNullable(spec.limits());
          permits.limit(host, limits.map(RegistrySpec.Limits::transfers));
          bandwidth.limit(
              host,
              limits
                  .map(RegistrySpec.Limits::bytesPerSecond)
                  .map(OptionalLong::of)
                  .orElseGet(OptionalLong::empty));
        });
  }

  /** Clients that keep to them. */
  RegistryClientOptions client(RegistryClientOptions client, Urgency urgency) {
    return client.withShared(new SharedLimits(permits, bandwidth, budgets.forUse(urgency)));
  }

  /** The memory of one copier. */
  CopyMemory memory() {
    return new CopyMemory(new BlobLocationsInMemory(), journal, ChunkRule.STANDARD);
  }
}
