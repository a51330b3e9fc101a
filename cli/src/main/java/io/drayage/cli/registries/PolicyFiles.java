package io.drayage.cli.registries;

import io.drayage.cli.flag.TrustChoice;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.TrustPolicy;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the trust policy that the flags choose. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * The policy.
   *
   * @throws RegistriesConfigException when it cannot be read or is not valid
   */
  public static TrustPolicy read(TrustChoice choice, ConfigEnvironment environment)
      throws RegistriesConfigException {
    if (!(choice instanceof TrustChoice.PolicyFile(Optional<Path> named, _))) {
      return TrustPolicy.acceptingEverything();
    }
    return named.isPresent() ? TrustPolicy.load(named.get()) : TrustPolicy.load(environment);
  }
}
