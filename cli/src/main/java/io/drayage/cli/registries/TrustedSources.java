package io.drayage.cli.registries;

import io.drayage.cli.flag.TrustChoice;
import io.drayage.copy.PolicyApproval;
import io.drayage.copy.SourceApproval;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.signature.PolicyEvaluation;
import java.time.InstantSource;

/** Lets images be copied that the user's trust policy accepts. */
public final class TrustedSources {
  private TrustedSources() {}

  /**
   * Reads the policy, once for the whole command.
   *
   * @throws RegistriesConfigException when it cannot be read or is not valid
   */
  public static SourceApproval read(TrustChoice choice, ConfigEnvironment environment)
      throws RegistriesConfigException {
    // No pattern switches here: they are linked at run time, which costs each start of a copy.
    if (choice instanceof TrustChoice.Everything) {
      return SourceApproval.EVERYTHING;
    }
    return new PolicyApproval(
        PolicyFiles.read(choice, environment),
        new PolicyEvaluation(InstantSource.system()),
        ((TrustChoice.PolicyFile) choice).signatures());
  }
}
