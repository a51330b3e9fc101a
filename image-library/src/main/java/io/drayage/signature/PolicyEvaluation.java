package io.drayage.signature;

import io.drayage.image.InvalidFormatException;
import io.drayage.registries.PolicyRequirement;
import io.drayage.registries.PolicyRequirement.InsecureAcceptAnything;
import io.drayage.registries.PolicyRequirement.Reject;
import io.drayage.registries.PolicyRequirement.SignedBy;
import io.drayage.registries.PolicyRequirement.SigstoreSigned;
import io.drayage.registries.PolicyRule;
import io.drayage.signature.PolicyVerdict.Failure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says whether images with their signatures fulfil the requirements of a trust policy. Thread-safe;
 * make one for a command or a service and use it for all images, since the keys that requirements
 * name are read once, when the first image needs them.
 *
 * <p>Whoever copies an image
 *
 * <ol>
 *   <li>takes the {@link PolicyRule} for it from the {@code TrustPolicy}, before anything is
 *       contacted, and looks with {@link #rejectsAlways} whether there is any hope;
 *   <li>reads the manifest, and the signatures if {@link #needsSignatures} says so or they are to
 *       be copied;
 *   <li>calls {@link #decide} before a byte is written to the destination; and
 *   <li>uses exactly the manifest that was decided about: of an index the index itself when it is
 *       copied, and each instance that is copied on its own with its own signatures.
 * </ol>
 */
public final class PolicyEvaluation {
  private final InstantSource time;
  private final Map<PolicyRequirement, SignatureCheck> checks = new ConcurrentHashMap<>();

  /**
   * @param time when keys and signatures must be valid
   */
  public PolicyEvaluation(InstantSource time) {
    this.time = time;
  }

  /** Whether the rule asks for signatures at all. */
  public static boolean needsSignatures(PolicyRule rule) {
    return rule.requirements().stream()
        .anyMatch(
            requirement ->
                requirement instanceof SignedBy || requirement instanceof SigstoreSigned);
  }

  /** Whether no image can fulfil the rule, whatever its signatures. */
  public static boolean rejectsAlways(PolicyRule rule) {
    return rule.requirements().stream().anyMatch(requirement -> requirement instanceof Reject);
  }

  /**
   * Decides about an image; all requirements of the rule must be fulfilled, each by one signature
   * at least.
   */
  public PolicyVerdict decide(PolicyRule rule, SignedImage image) {
    List<Failure> failures = new ArrayList<>();
    int number = 0;
    // No pattern switch: it is linked at run time, which costs each start of a copy. What is not
    // known to accept rejects.
    for (PolicyRequirement requirement : rule.requirements()) {
      number++;
      if (!(requirement instanceof InsecureAcceptAnything)) {
        List<String> reasons = reasonsAgainst(requirement, image);
        if (!reasons.isEmpty()) {
          failures.add(new Failure(number, requirement, reasons));
        }
      }
    }
    return failures.isEmpty()
        ? new PolicyVerdict.Accepted()
        : new PolicyVerdict.Rejected(image.name(), rule.name(), failures);
  }

  private List<String> reasonsAgainst(PolicyRequirement requirement, SignedImage image) {
    if (requirement instanceof Reject) {
      return List.of("it rejects every image");
    }
    SignatureCheck check;
    try {
      check = check(requirement);
    } catch (IOException | InvalidFormatException e) {
      return List.of("its keys cannot be used: " + e.getMessage());
    }
    List<String> reasons = new ArrayList<>();
    int number = 0;
    for (Signature signature : image.signatures()) {
      number++;
      if (check.concerns(signature)) {
        Optional<String> reason = reasonAgainst(check, signature, image);
        if (reason.isEmpty()) {
          return List.of();
        }
        reasons.add("signature %d: %s".formatted(number, reason.get()));
      }
    }
    return reasons.isEmpty() ? List.of(missing(image)) : reasons;
  }

  private static Optional<String> reasonAgainst(
      SignatureCheck check, Signature signature, SignedImage image) {
    try {
      check.check(signature, image);
      return Optional.empty();
    } catch (RejectedSignatureException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String missing(SignedImage image) {
    return image.signatures().isEmpty()
        ? "a signature is required and the image has none"
        : "a signature is required and the image has none of this kind (%d of other kinds)"
            .formatted(image.signatures().size());
  }

  private SignatureCheck check(PolicyRequirement requirement) throws IOException {
    SignatureCheck known = checks.get(requirement);
    if (known != null) {
      return known;
    }
    SignatureCheck made = new SignatureChecks(time).of(requirement);
    checks.put(requirement, made);
    return made;
  }
}
