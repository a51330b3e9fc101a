package io.drayage.sync;

import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ProgressListener;
import io.drayage.image.Credential;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.TlsSettings;
import io.drayage.sync.SyncOptions.FailurePolicy;
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
import java.util.List;
import java.util.Optional;

/** Everything a sync needs, over plain HTTP. One is one run: connections and memory are its own. */
final class SyncWorld implements SyncContexts, AutoCloseable {
  static final CopyOptions ONE_PLATFORM = CopyOptions.forPlatform(Platform.of("linux", "amd64"));
  static final CopyOptions ALL = ONE_PLATFORM.with(new ImageSelection.All());

  private static final RegistryRouting ROUTING =
      RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous());
  private static final RegistryClientOptions OPTIONS =
      RegistryClientOptions.standard().withRetry(RetryPolicy.none());

  private final RegistryAccess from = RegistryAccess.open(ROUTING, OPTIONS);
  private final RegistryAccess to = RegistryAccess.open(ROUTING, OPTIONS);
  private final Path folder;
  private final Sync sync =
      new Sync(
          Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE),
          new Transports(
              List.of(DockerTransport.INSTANCE, DirTransport.INSTANCE, OciTransport.INSTANCE)),
          this,
          SyncListener.NONE,
          InstantSource.system());

  SyncWorld(Path folder) {
    this.folder = folder;
  }

  @Override
  public TransportContext source(RegistryOptions entry) {
    return new TransportContext(from, folder, Optional.empty());
  }

  @Override
  public TransportContext destination() {
    return new TransportContext(to, folder, Optional.empty());
  }

  static SyncRequest request(SyncSource source, SyncDestination destination) {
    return new SyncRequest(source, destination, SyncNaming.BASE_NAMES, ALL);
  }

  /** Plans and runs with other images going on after a failure. */
  static SyncResult run(Path folder, SyncRequest request) throws IOException, InterruptedException {
    try (SyncWorld world = new SyncWorld(folder)) {
      return world.sync.run(world.sync.plan(request), SyncOptions.with(FailurePolicy.KEEP_GOING));
    }
  }

  static SyncPreview preview(Path folder, SyncRequest request)
      throws IOException, InterruptedException {
    try (SyncWorld world = new SyncWorld(folder)) {
      return world.sync.preview(
          world.sync.plan(request), SyncOptions.with(FailurePolicy.KEEP_GOING));
    }
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
