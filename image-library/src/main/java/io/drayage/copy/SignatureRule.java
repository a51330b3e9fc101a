package io.drayage.copy;

/** What happens to signatures that the source keeps next to an image. */
public enum SignatureRule {
  COPY,
  /** They are left behind ({@code --remove-signatures}). */
  REMOVE
}
