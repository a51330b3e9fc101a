package io.drayage.copier.domain.policy;

import io.drayage.api.copier.PolicyExplanation;
import io.drayage.api.copier.PolicySpec;

/** Understands the texts of policies. Thread-safe. */
public interface PolicyReading {

  /**
   * Looks whether a policy can be used.
   *
   * @throws io.drayage.api.ProblemException with the field, line and column of every mistake
   */
  void check(PolicySpec spec);

  /** Says what a policy does with an image; contacts nobody. */
  PolicyExplanation explain(StoredPolicy policy, String reference);
}
