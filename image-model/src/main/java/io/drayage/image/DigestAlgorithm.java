package io.drayage.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The registered digest algorithms of the OCI image specification (descriptor.md, "Digests"). */
public enum DigestAlgorithm {
  SHA256("sha256", "SHA-256", 64),
  SHA512("sha512", "SHA-512", 128);

  private final String label;
  private final String javaName;
  private final int hexLength;

  DigestAlgorithm(String label, String javaName, int hexLength) {
    this.label = label;
    this.javaName = javaName;
    this.hexLength = hexLength;
  }

  /** The name in front of the colon: {@code sha256}. */
  public String label() {
    return label;
  }

  /** How many hexadecimal digits a digest of this algorithm has. */
  public int hexLength() {
    return hexLength;
  }

  /** A new, empty computation. Every Java platform has both algorithms. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(javaName + " is missing from this Java runtime", e);
    }
  }
}
