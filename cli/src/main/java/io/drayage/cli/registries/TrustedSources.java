package io.drayage.cli.registries;

import io.drayage.cli.flag.TrustChoice;
import io.drayage.copy.CopyRefusedException;
import io.drayage.copy.ImageApproval;
import io.drayage.copy.SourceApproval;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.PolicyDecision;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.TrustPolicy;
import io.drayage.transport.ImageLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Lets images be copied that the user's trust policy accepts. */
public final class TrustedSources implements SourceApproval {
  private final TrustPolicy policy;

  private TrustedSources(TrustPolicy policy) {
    this.policy = policy;
  }

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
    Optional<Path> named = ((TrustChoice.PolicyFile) choice).named();
    return new TrustedSources(
        named.isPresent() ? TrustPolicy.load(named.get()) : TrustPolicy.load(environment));
  }

  @Override
  public ImageApproval approve(ImageLocation source) throws IOException {
    PolicyDecision decision = policy.decide(source.transport().name(), source.policyScopes());
    if (decision instanceof PolicyDecision.Rejected(String reason)) {
      throw new CopyRefusedException(reason);
    }
    return ImageApproval.GRANTED;
  }
}
