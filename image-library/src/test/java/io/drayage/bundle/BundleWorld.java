package io.drayage.bundle;

import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ProgressListener;
import io.drayage.copy.ReferrerFilter;
import io.drayage.copy.ReferrerRule;
import io.drayage.copy.SourceApproval;
import io.drayage.image.Credential;
import io.drayage.image.Platform;
import io.drayage.image.Reference;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.TlsSettings;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncContexts;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncListener;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.sync.SyncOptions;
import io.drayage.sync.SyncResult;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import io.drayage.transport.Transports;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A registry on this side of the gap, one on the other, and a folder for bundles. */
final class BundleWorld implements AutoCloseable {
  final MemoryRegistry here = MemoryRegistry.start();
  final MemoryRegistry there = MemoryRegistry.start();
  private final Path folder;
  Optional<BundleSigner> signer = Optional.empty();
  private RegistryAccess access = connect();

  BundleWorld(Path folder) {
    this.folder = folder;
  }

  private static RegistryAccess connect() {
    return RegistryAccess.open(
        RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
        RegistryClientOptions.standard());
  }

  private TransportContext context() {
    return new TransportContext(access, folder.resolve("temporary"), Optional.empty());
  }

  /** Forgets what connections remember, as another process would. */
  void nextRun() {
    access.close();
    access = connect();
  }

  /** Stores an image on this side. */
  Reference store(ImageFixture image, String repository, String tag) {
    image.storeIn(here, repository, tag);
    return Reference.parse(here.authority() + "/" + repository + ":" + tag);
  }

  BundleResult create(Path file, long maximumSize, Reference... names)
      throws IOException, InterruptedException {
    return create(file, maximumSize, List.of(), names);
  }

  BundleResult create(Path file, long maximumSize, List<HeldContent> held, Reference... names)
      throws IOException, InterruptedException {
    List<WantedImage> images = new ArrayList<>();
    for (Reference name : names) {
      images.add(new WantedImage(name, new CopyEnd(new DockerLocation(name), context())));
    }
    return new BundleCreation(SourceApproval.EVERYTHING, ProgressListener.NONE)
        .create(
            new BundleRequest(
                images, Optional.empty(), ReferrerRule.STANDARD, file, maximumSize, held, signer));
  }

  /** What the registry on the other side has, as if it could be reached. */
  HeldContent heldThere() {
    return new HeldByRegistry(
        new BundleDestinations(
            new SyncDestination(SyncDestination.Kind.DOCKER, there.authority()),
            Scope.BASE_NAME,
            List.of()),
        context());
  }

  SyncResult apply(Path... parts) throws IOException, InterruptedException {
    return apply(new SyncDestination(SyncDestination.Kind.DOCKER, there.authority()), parts);
  }

  SyncResult apply(SyncDestination destination, Path... parts)
      throws IOException, InterruptedException {
    BundleApplication application =
        new BundleApplication(
            Bundle.open(List.of(parts)),
            new BundleDestinations(destination, Scope.BASE_NAME, List.of()));
    Sync sync =
        new Sync(
            Copier.create(
                application.locations(new BlobLocationsInMemory()), ProgressListener.NONE),
            new Transports(
                List.of(DockerTransport.INSTANCE, DirTransport.INSTANCE, OciTransport.INSTANCE)),
            new OneContext(context()),
            SyncListener.NONE,
            InstantSource.system());
    CopyOptions all =
        CopyOptions.forPlatform(Platform.of("linux", "amd64"))
            .with(new ImageSelection.All())
            .with(
                new ReferrerRule(
                    new ReferrerFilter.All(),
                    ReferrerRule.Timing.ALWAYS,
                    ReferrerRule.Demand.OPTIONAL));
    return sync.run(
        application.plan(context(), all), SyncOptions.with(SyncOptions.FailurePolicy.STOP));
  }

  private record OneContext(TransportContext destination) implements SyncContexts {
    @Override
    public TransportContext source(RegistryOptions entry) {
      return destination;
    }
  }

  @Override
  public void close() {
    access.close();
    here.close();
    there.close();
  }
}
