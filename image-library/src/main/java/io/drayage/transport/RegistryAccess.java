package io.drayage.transport;

import io.drayage.registry.RegistryClientOptions;
import java.io.IOException;
import java.util.Optional;

/**
 * The registries of the world as one side of a copy reaches them: configuration, credentials, TLS
 * settings, and connections that are kept. One is shared by all images of a run. Thread-safe;
 * whoever opened it closes it, after all sources and destinations that came from it.
 */
public interface RegistryAccess extends AutoCloseable {

  /** Opens an image to be read; contacts nobody yet. */
  ImageSource openSource(DockerLocation location) throws IOException;

  /**
   * Opens an image to be written or deleted; contacts nobody yet.
   *
   * @throws IOException when registries.conf blocks the registry
   */
  ImageDestination openDestination(DockerLocation location) throws IOException;

  @Override
  void close();

  /**
   * Connects by the routing; nothing is contacted yet. Signatures are neither read nor kept, as if
   * there were none.
   */
  static RegistryAccess open(RegistryRouting routing, RegistryClientOptions options) {
    return new PooledRegistries(routing, options, Optional.empty());
  }

  /** The same with the places where signatures are. */
  static RegistryAccess open(
      RegistryRouting routing, RegistryClientOptions options, SignatureRouting signatures) {
    return new PooledRegistries(routing, options, Optional.of(signatures));
  }
}
