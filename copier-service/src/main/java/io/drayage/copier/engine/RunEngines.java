package io.drayage.copier.engine;

import io.drayage.api.copier.PolicySpec;
import io.drayage.api.copier.PolicyVersion;
import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.event.ProgressNotes;
import io.drayage.copier.domain.policy.Policies;
import io.drayage.copier.domain.policy.StoredPolicy;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.copier.domain.run.Engine;
import io.drayage.copier.domain.run.Engines;
import io.drayage.copier.domain.run.Run;
import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyRetry;
import io.drayage.copy.ProgressListener;
import io.drayage.image.RegistryHost;
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
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Makes one engine for each run that has parts on this replica. Thread-safe. */
public final class RunEngines implements Engines {
  private static final Transports TRANSPORTS = new Transports(List.of(DockerTransport.INSTANCE));

  /** A step of a copy is tried again so often, with growing pauses, before its image has failed. */
  private static final CopyRetry RETRY = new CopyRetry(3, Optional.empty());

  /** The service's own configuration alone. */
  private static final PolicySpec NO_POLICY = new PolicySpec(null, null, null);

  private final RegistryRecords registries;
  private final Policies policies;
  private final PolicyTexts texts;
  private final Surroundings surroundings;
  private final Map<Long, RunEngine> engines = new HashMap<>();

  /**
   * What all engines have in common.
   *
   * @param folder for certificates and what is spooled
   * @param notes makes those of a run; an engine closes its own
   */
  public record Surroundings(
      RegistryClientOptions client,
      Path folder,
      InstantSource clock,
      LongFunction<ProgressNotes> notes) {}

  public RunEngines(
      RegistryRecords registries, Policies policies, PolicyTexts texts, Surroundings surroundings) {
    this.registries = registries;
    this.policies = policies;
    this.texts = texts;
    this.surroundings = surroundings;
  }

  @Override
  public synchronized Engine open(Run run) throws IOException {
    RunEngine engine = engines.get(run.id());
    if (engine == null) {
      engine = make(run.extent().policy(), OptionalLong.of(run.id()));
      engines.put(run.id(), engine);
    }
    engine.enter();
    RunEngine shared = engine;
    return engine.share(() -> leave(run.id(), shared));
  }

  @Override
  public Engine openApart(Optional<PolicyVersion> policy) throws IOException {
    RunEngine engine = make(policy, OptionalLong.empty());
    return engine.share(engine::close);
  }

  private synchronized void leave(long run, RunEngine engine) {
    if (engine.leave()) {
      engines.remove(run);
      engine.close();
    }
  }

  private RunEngine make(Optional<PolicyVersion> policy, OptionalLong run) throws IOException {
    Path temporary = surroundings.folder().resolve("temporary");
    Files.createDirectories(temporary);
    PolicyRules rules = rules(policy);
    Map<RegistryHost, RegistrySpec> known = new HashMap<>();
    for (StoredRegistry registry : registries.all()) {
      known.put(registry.host(), registry.spec());
    }
    ServiceRouting routing =
        new ServiceRouting(
            rules.registries(),
            known,
            new AuthorityFiles(surroundings.folder().resolve("authorities")));
    RunEngine.Sides sides =
        new RunEngine.Sides(
            context(routing, rules, temporary),
            context(routing, rules, temporary),
            new DirectTags(routing, surroundings.client()));
    Optional<ProgressNotes> notes =
        run.isPresent()
            ? Optional.of(surroundings.notes().apply(run.getAsLong()))
            : Optional.empty();
    ProgressListener listener = notes.map(ProgressNotes::listener).orElse(ProgressListener.NONE);
    Copier copier =
        Copier.retrying(
            Copier.create(
                new BlobLocationsInMemory(), rules.approval(surroundings.clock()), listener),
            RETRY,
            listener);
    return new RunEngine(
        new Sync(copier, TRANSPORTS, sides, SyncListener.NONE, surroundings.clock()),
        copier,
        sides,
        notes);
  }

  private TransportContext context(ServiceRouting routing, PolicyRules rules, Path temporary) {
    RegistryAccess access =
        rules
            .routing()
            .map(signatures -> RegistryAccess.open(routing, surroundings.client(), signatures))
            .orElseGet(() -> RegistryAccess.open(routing, surroundings.client()));
    return new TransportContext(access, temporary, Optional.empty());
  }

  private PolicyRules rules(Optional<PolicyVersion> policy) throws IOException {
    if (policy.isEmpty()) {
      return texts.read(NO_POLICY);
    }
    StoredPolicy stored =
        policies
            .find(policy.get())
            .orElseThrow(
                () ->
                    new IOException(
                        "version %d of the policy \"%s\" is gone; run the sync anew"
                            .formatted(policy.get().version(), policy.get().name())));
    return texts.read(stored.spec());
  }
}
