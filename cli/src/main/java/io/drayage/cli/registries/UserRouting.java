package io.drayage.cli.registries;

import io.drayage.image.Reference;
import io.drayage.registries.MirrorHealth;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.RegistryRouting;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routes as the user's files say, which are read when the first registry is asked for: copies
 * between folders need none of them. Thread-safe.
 */
public final class UserRouting implements RegistryRouting {
  private final UserConfiguration configuration;
  private final RegistryOptions options;
  private @Nullable RegistryRouting configured;

  public UserRouting(UserConfiguration configuration, RegistryOptions options) {
    this.configuration = configuration;
    this.options = options;
  }

  @Override
  public List<Route> forReading(Reference reference) throws IOException {
    return configured().forReading(reference);
  }

  @Override
  public Route forWriting(Reference reference) throws IOException {
    return configured().forWriting(reference);
  }

  @Override
  public MirrorHealth health() {
    return configuration.health();
  }

  private synchronized RegistryRouting configured() throws IOException {
    if (configured == null) {
      configured =
          RegistryRouting.leavingOut(
              RegistryRouting.configured(
                  configuration.registries(),
                  configuration.credentials(),
                  configuration.certificates(),
                  options),
              configuration.health());
    }
    return configured;
  }
}
