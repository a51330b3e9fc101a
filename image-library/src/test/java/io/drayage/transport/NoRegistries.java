package io.drayage.transport;

import java.nio.file.Path;
import java.util.Optional;

/** A world without registries, for places that need none. */
public final class NoRegistries implements RegistryAccess {

  /** A context in which everything but registries works. */
  public static TransportContext context(Path temporaryFolder) {
    return new TransportContext(new NoRegistries(), temporaryFolder, Optional.empty());
  }

  @Override
  public ImageSource openSource(DockerLocation location) {
    throw new AssertionError("no registry expected: " + location);
  }

  @Override
  public ImageDestination openDestination(DockerLocation location) {
    throw new AssertionError("no registry expected: " + location);
  }

  @Override
  public void close() {}
}
