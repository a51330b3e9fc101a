package io.drayage.copy;

import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.registries.PolicyRequirement;
import io.drayage.registries.PolicyRule;
import io.drayage.registries.TrustPolicy;
import io.drayage.signature.PolicyEvaluation;
import io.drayage.signature.PolicyVerdict;
import io.drayage.signature.Signature;
import io.drayage.signature.SignedImage;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Approves images as a trust policy says; containers-policy.json(5). A place whose images are all
 * rejected is refused before it is opened, and one whose images need no signatures is not asked for
 * any. Thread-safe.
 */
public final class PolicyApproval implements SourceApproval {
  private final TrustPolicy policy;
  private final PolicyEvaluation evaluation;
  private final SignatureDemand demand;

  /** Which images must be signed. */
  public enum SignatureDemand {
    /** Those of which the policy asks it. */
    AS_THE_POLICY_SAYS,
    /** All: a rule that asks for no signature rejects ({@code --require-signed}). */
    ALWAYS
  }

  public PolicyApproval(TrustPolicy policy, PolicyEvaluation evaluation, SignatureDemand demand) {
    this.policy = policy;
    this.evaluation = evaluation;
    this.demand = demand;
  }

  @Override
  public ImageApproval approve(ImageLocation source) throws IOException {
    PolicyRule rule = policy.rule(source.transport().name(), source.policyScopes());
    refuseWhatIsAlwaysRejected(rule);
    if (!PolicyEvaluation.needsSignatures(rule)) {
      if (demand == SignatureDemand.ALWAYS) {
        throw new CopyRefusedException(
            "%s has no requirement of a signature for %s (rule %s), and --require-signed asks for one"
                .formatted(policy.name(), source, rule.name()));
      }
      return ImageApproval.GRANTED;
    }
    return new BySignatures(source, rule);
  }

  // No pattern switch here: it is linked at run time, which costs each start of a copy.
  private void refuseWhatIsAlwaysRejected(PolicyRule rule) throws CopyRefusedException {
    if (!PolicyEvaluation.rejectsAlways(rule)) {
      return;
    }
    int number = 1;
    for (PolicyRequirement requirement : rule.requirements()) {
      if (requirement instanceof PolicyRequirement.Reject) {
        throw new CopyRefusedException(
            "%s rejects it: requirement %d of %s is %s"
                .formatted(policy.name(), number, rule.name(), requirement.type()));
      }
      number++;
    }
  }

  private final class BySignatures implements ImageApproval {
    private final ImageLocation source;
    private final PolicyRule rule;

    private BySignatures(ImageLocation source, PolicyRule rule) {
      this.source = source;
      this.rule = rule;
    }

    @Override
    public boolean needsSignatures() {
      return true;
    }

    @Override
    public void approve(RawManifest manifest, List<Signature> signatures) throws IOException {
      Optional<Reference> reference =
          source instanceof DockerLocation(var named) ? Optional.of(named) : Optional.empty();
      PolicyVerdict verdict =
          evaluation.decide(
              rule, new SignedImage(source.toString(), manifest, reference, signatures));
      if (verdict instanceof PolicyVerdict.Rejected rejected) {
        throw new CopyRefusedException(
            "%s rejects it: %s".formatted(policy.name(), rejected.reason()));
      }
    }
  }
}
