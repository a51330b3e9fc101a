package io.drayage.copy;

import io.drayage.image.Credential;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One run: a copier, and both ends as it reaches them. */
final class RegistryPairWorld implements AutoCloseable {
  private final RegistryAccess from = open();
  private final RegistryAccess to = open();
  private final Path folder;
  private final Copier copier = Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE);

  RegistryPairWorld(Path folder) {
    this.folder = folder;
  }

  static CopyOptions options() {
    return CopyOptions.forPlatform(Platform.of("linux", "amd64"));
  }

  static CopyOptions all() {
    return options().with(new ImageSelection.All());
  }

  private static RegistryAccess open() {
    return RegistryAccess.open(
        RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
        RegistryClientOptions.standard().withRetry(RetryPolicy.none()));
  }

  CopyRequest request(ImageLocation source, ImageLocation destination, CopyOptions options) {
    return new CopyRequest(
        new CopyEnd(source, new TransportContext(from, folder, Optional.empty())),
        new CopyEnd(destination, new TransportContext(to, folder, Optional.empty())),
        options);
  }

  CopyResult copy(ImageLocation source, ImageLocation destination, CopyOptions options)
      throws IOException {
    return copier.copy(request(source, destination, options));
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
