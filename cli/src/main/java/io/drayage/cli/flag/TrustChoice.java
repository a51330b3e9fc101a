package io.drayage.cli.flag;

import io.drayage.copy.PolicyApproval.SignatureDemand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which trust policy applies: {@code --policy}, {@code --insecure-policy} and {@code
 * --require-signed}.
 */
public sealed interface TrustChoice {

  /** Every image is trusted; no file is read. */
  record Everything() implements TrustChoice {}

  /**
   * A file that was named, or the usual ones.
   *
   * @param signatures which images must be signed
   */
  record PolicyFile(Optional<Path> named, SignatureDemand signatures) implements TrustChoice {}

  static TrustChoice read(Arguments arguments) {
    return arguments.isOn("--insecure-policy")
        ? new Everything()
        : new PolicyFile(
            arguments.path("--policy"),
            arguments.isOn("--require-signed")
                ? SignatureDemand.ALWAYS
                : SignatureDemand.AS_THE_POLICY_SAYS);
  }
}
