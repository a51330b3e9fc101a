package io.drayage.signature;

import io.drayage.registries.PolicyRequirement;
import java.util.List;
import java.util.stream.Collectors;

/** What the requirements of a trust policy say of an image with its signatures. Immutable. */
public sealed interface PolicyVerdict {

  /** It may be used. */
  record Accepted() implements PolicyVerdict {}

  /**
   * It must not be used.
   *
   * @param image the name of the image
   * @param rule the name of the rule in the policy
   * @param failures the requirements that are not fulfilled, at least one
   */
  record Rejected(String image, String rule, List<Failure> failures) implements PolicyVerdict {
    public Rejected {
      failures = List.copyOf(failures);
    }

    /** All of it in one line, for people. */
    public String reason() {
      return failures.stream()
          .map(
              failure ->
                  "%s is rejected by requirement %d (%s) of %s: %s"
                      .formatted(
                          image,
                          failure.number(),
                          failure.requirement().type(),
                          rule,
                          String.join("; ", failure.reasons())))
          .collect(Collectors.joining("; "));
    }
  }

  /**
   * A requirement that is not fulfilled.
   *
   * @param number its place in the rule, from 1
   * @param reasons why; where signatures were tried, one for each of them
   */
  record Failure(int number, PolicyRequirement requirement, List<String> reasons) {
    public Failure {
      reasons = List.copyOf(reasons);
    }
  }
}
