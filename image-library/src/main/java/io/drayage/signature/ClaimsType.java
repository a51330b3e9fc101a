package io.drayage.signature;

/** The kinds of JSON documents that are signed; {@code critical.type} in them. */
enum ClaimsType {
  /** containers-signature(5). */
  SIMPLE("atomic container signature"),
  /** cosign's SIGNATURE_SPEC, "Simple Signing". */
  SIGSTORE("cosign container image signature");

  private final String text;

  ClaimsType(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
