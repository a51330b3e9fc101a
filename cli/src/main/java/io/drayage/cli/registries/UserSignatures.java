package io.drayage.cli.registries;

import io.drayage.image.Reference;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.SignatureConfig;
import io.drayage.registries.SignaturePlaces;
import io.drayage.transport.SignatureRouting;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds signatures as the user's {@code registries.d} says, which is read when the first image of a
 * registry is asked about. Thread-safe.
 */
public final class UserSignatures implements SignatureRouting {
  private final ConfigEnvironment environment;
  private final Optional<Path> folder;
  private @Nullable SignatureConfig configured;

  /**
   * @param folder used instead of the standard one
   */
  public UserSignatures(ConfigEnvironment environment, Optional<Path> folder) {
    this.environment = environment;
    this.folder = folder;
  }

  @Override
  public SignaturePlaces placesFor(Reference reference) throws RegistriesConfigException {
    return configured().placesFor(reference);
  }

  private synchronized SignatureConfig configured() throws RegistriesConfigException {
    if (configured == null) {
      configured =
          folder.isPresent()
              ? SignatureConfig.load(folder.get(), environment)
              : SignatureConfig.load(environment);
    }
    return configured;
  }
}
