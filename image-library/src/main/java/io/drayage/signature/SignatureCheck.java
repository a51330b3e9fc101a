package io.drayage.signature;

/** Decides about single signatures for one requirement. Nothing in it changes. */
interface SignatureCheck {

  /** Whether a signature is of the kind that the requirement is about. */
  boolean concerns(Signature signature);

  /**
   * Verifies a signature of that kind.
   *
   * @throws RejectedSignatureException when it does not fulfil the requirement; says why
   */
  void check(Signature signature, SignedImage image) throws RejectedSignatureException;
}
