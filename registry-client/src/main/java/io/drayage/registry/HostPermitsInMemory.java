package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The same number of permits for each registry, shared by the clients of one process. */
public final class HostPermitsInMemory implements HostPermits {
  private final Permits permits;
  private final Map<RegistryHost, HostGate> gates = new ConcurrentHashMap<>();

  /**
   * Makes permits for registries that are not known yet.
   *
   * @param permits of each registry
   */
  public HostPermitsInMemory(Permits permits) {
    this.permits = permits;
  }

  @Override
  public Permit acquire(RegistryHost host, Use use) throws IOException {
    return gates
        .computeIfAbsent(host, _ -> new HostGate(permits))
        .enter(
            switch (use) {
              case DOWNLOAD -> HostGate.Weight.DOWNLOAD;
              case UPLOAD -> HostGate.Weight.UPLOAD;
              case SMALL -> HostGate.Weight.SMALL;
            });
  }
}
