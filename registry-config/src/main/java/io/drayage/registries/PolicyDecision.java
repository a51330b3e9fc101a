package io.drayage.registries;

/** What a trust policy says of an image. */
public sealed interface PolicyDecision {

  /** It may be used. */
  record Accepted() implements PolicyDecision {}

  /**
   * It must not be used.
   *
   * @param reason which requirement of which rule it does not fulfil, and what to do if anything
   */
  record Rejected(String reason) implements PolicyDecision {}
}
