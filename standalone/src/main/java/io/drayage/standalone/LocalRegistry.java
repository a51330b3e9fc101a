package io.drayage.standalone;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.image.RegistryHost;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Describes the registry to the copier, under all the names that it has on this machine, before the
 * copier begins to work.
 */
final class LocalRegistry implements SmartLifecycle {
  private final RegistryRecords registries;
  private final List<RegistryHost> names;
  private final RegistryCredential credential;
  private volatile boolean running;

  LocalRegistry(
      RegistryRecords registries, List<RegistryHost> names, RegistryCredential credential) {
    this.registries = registries;
    this.names = List.copyOf(names);
    this.credential = credential;
  }

  @Override
  public void start() {
    RegistrySpec spec =
        new RegistrySpec(
            credential.robot(), credential.secret().value(), RegistrySpec.Tls.SKIP, null, null);
    names.forEach(name -> registries.put(name, spec));
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the queues. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
