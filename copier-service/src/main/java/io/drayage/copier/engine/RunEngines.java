package io.drayage.copier.engine;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.event.ProgressNotes;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.copier.domain.run.Engine;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.Run;
import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyRetry;
import io.drayage.image.RegistryHost;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncListener;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Makes one engine for each run that has parts on this replica. Thread-safe. */
public final class RunEngines implements Engines {
  private static final Transports TRANSPORTS = new Transports(List.of(DockerTransport.INSTANCE));

  /** A step of a copy is tried again so often, with growing pauses, before its image has failed. */
  private static final CopyRetry RETRY = new CopyRetry(3, Optional.empty());

  private final RegistryRecords registries;
  private final Surroundings surroundings;
  private final LongFunction<ProgressNotes> notes;
  private final Map<Long, RunEngine> engines = new HashMap<>();

  /**
   * What all engines have in common.
   *
   * @param config is asked for each engine, so that a change counts for the next run
   * @param folder for certificates and what is spooled
   */
  public record Surroundings(
      Supplier<RegistriesConfig> config,
      RegistryClientOptions client,
      Path folder,
      InstantSource clock) {}

  /**
   * @param notes makes those of a run; an engine closes its own
   */
  public RunEngines(
      RegistryRecords registries, Surroundings surroundings, LongFunction<ProgressNotes> notes) {
    this.registries = registries;
    this.surroundings = surroundings;
    this.notes = notes;
  }

  @Override
  public synchronized Engine open(Run run) throws IOException {
    RunEngine engine = engines.get(run.id());
    if (engine == null) {
      engine = make(run.id());
      engines.put(run.id(), engine);
    }
    engine.enter();
    RunEngine shared = engine;
    return engine.share(() -> leave(run.id(), shared));
  }

  private synchronized void leave(long run, RunEngine engine) {
    if (engine.leave()) {
      engines.remove(run);
      engine.close();
    }
  }

  private RunEngine make(long run) throws IOException {
    Path temporary = surroundings.folder().resolve("temporary");
    Files.createDirectories(temporary);
    Map<RegistryHost, RegistrySpec> known = new HashMap<>();
    for (StoredRegistry registry : registries.all()) {
      known.put(registry.host(), registry.spec());
    }
    ServiceRouting routing =
        new ServiceRouting(
            surroundings.config().get(),
            known,
            new AuthorityFiles(surroundings.folder().resolve("authorities")));
    RunEngine.Sides sides =
        new RunEngine.Sides(context(routing, temporary), context(routing, temporary));
    ProgressNotes progress = notes.apply(run);
    Copier copier =
        Copier.retrying(
            Copier.create(new BlobLocationsInMemory(), progress.listener()),
            RETRY,
            progress.listener());
    return new RunEngine(
        new Sync(copier, TRANSPORTS, sides, SyncListener.NONE, surroundings.clock()),
        copier,
        sides,
        progress);
  }

  private TransportContext context(ServiceRouting routing, Path temporary) {
    return new TransportContext(
        RegistryAccess.open(routing, surroundings.client()), temporary, Optional.empty());
  }
}
