package io.drayage.image;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The digest of some bytes: {@code algorithm:hex}, OCI image specification, descriptor.md
 * ("Digests"). sha256 and sha512 are known; the hexadecimal digits are lower case.
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {

  public Digest {
    Objects.requireNonNull(algorithm);
    if (hex.length() != algorithm.hexLength() || !isLowerHex(hex)) {
      throw new InvalidFormatException(
          "invalid digest \"%s:%s\": expected %d lower-case hexadecimal digits"
              .formatted(algorithm.label(), abbreviate(hex), algorithm.hexLength()));
    }
  }

  /**
   * Reads {@code sha256:…} or {@code sha512:…}.
   *
   * @throws InvalidFormatException for another algorithm or a wrong number or kind of digits
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new InvalidFormatException(
          "invalid digest \"%s\": expected ALGORITHM:HEX".formatted(abbreviate(text)));
    }
    String label = text.substring(0, colon);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (algorithm.label().equals(label)) {
        return new Digest(algorithm, text.substring(colon + 1));
      }
    }
    throw new InvalidFormatException(
        "invalid digest \"%s\": unsupported algorithm, expected sha256 or sha512"
            .formatted(abbreviate(text)));
  }

  /** The SHA-256 digest of the bytes. */
  public static Digest of(byte[] content) {
    return of(DigestAlgorithm.SHA256, content);
  }

  /** The digest of the bytes by an algorithm. */
  public static Digest of(DigestAlgorithm algorithm, byte[] content) {
    return ofHash(algorithm, algorithm.newMessageDigest().digest(content));
  }

  /** Ends a computation that was begun with {@link DigestAlgorithm#newMessageDigest()}. */
  public static Digest finish(DigestAlgorithm algorithm, MessageDigest computation) {
    return ofHash(algorithm, computation.digest());
  }

  private static Digest ofHash(DigestAlgorithm algorithm, byte[] hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash));
  }

  /** Whether the bytes have this digest. */
  public boolean matches(byte[] content) {
    return of(algorithm, content).equals(this);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + hex;
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static String abbreviate(String text) {
    return text.length() > 160 ? text.substring(0, 160) + "…" : text;
  }

  // Written out: what the compiler would generate is linked at run time and in no AOT cache, which
  // costs every start of dray (docs/decisions/0006).
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Digest that && hex.equals(that.hex) && algorithm == that.algorithm);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}
