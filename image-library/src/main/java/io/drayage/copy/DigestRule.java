package io.drayage.copy;

/** What happens when the destination needs the image to be changed. */
public enum DigestRule {
  /** It is changed, and has another digest. */
  MAY_CHANGE,
  /** The copy fails ({@code --preserve-digests}). */
  PRESERVE
}
