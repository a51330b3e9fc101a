package io.drayage.sync;

/**
 * One comparison of a {@link SemverConstraint}: an operator and a version of which trailing parts
 * may be missing or be wildcards.
 *
 * @param parts how many of the three numbers were given, 0 to 3; the others are zero in {@code
 *     bound}
 */
record VersionComparator(Operator operator, SemanticVersion bound, int parts) {

  enum Operator {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    TILDE,
    CARET
  }

  /** Whether a version satisfies the comparison; whether prereleases count is asked elsewhere. */
  boolean allows(SemanticVersion version) {
    return switch (operator) {
      case EQUAL -> parts == 3 ? version.compareTo(bound) == 0 : inTilde(version);
      case NOT_EQUAL -> differs(version);
      case GREATER -> isGreater(version);
      case GREATER_OR_EQUAL -> version.compareTo(bound) >= 0;
      case LESS -> version.compareTo(bound) < 0;
      case LESS_OR_EQUAL -> isLessOrEqual(version);
      case TILDE -> inTilde(version);
      case CARET -> inCaret(version);
    };
  }

  /** {@code ~1.2.3} is 1.2.x from there on, {@code ~1} is 1.x; {@code *} and ~0.0.0 are all. */
  private boolean inTilde(SemanticVersion version) {
    if (version.compareTo(bound) < 0) {
      return false;
    }
    boolean all = bound.major() == 0 && bound.minor() == 0 && bound.patch() == 0;
    if (parts == 0 || (parts == 3 && all)) {
      return true;
    }
    return parts == 1 ? version.major() == bound.major() : version.sameMinor(bound);
  }

  /** Up to the next version that may break something: the leftmost number that is not zero. */
  private boolean inCaret(SemanticVersion version) {
    if (version.compareTo(bound) < 0 || version.major() != bound.major()) {
      return false;
    }
    if (bound.major() != 0 || parts == 1) {
      return true;
    }
    if (bound.minor() != 0 || parts == 2) {
      return version.sameMinor(bound);
    }
    return version.sameNumbers(bound);
  }

  private boolean differs(SemanticVersion version) {
    return switch (parts) {
      case 1 -> version.major() != bound.major();
      case 2 ->
          !version.sameMinor(bound)
              || SemanticVersion.comparePrereleases(version.prerelease(), bound.prerelease()) != 0;
      default -> version.compareTo(bound) != 0;
    };
  }

  /** {@code >1.2} begins with 1.3: what is missing stands for every number. */
  private boolean isGreater(SemanticVersion version) {
    int major = Long.compareUnsigned(version.major(), bound.major());
    return switch (parts) {
      case 1 -> major > 0;
      case 2 ->
          major > 0 || (major == 0 && Long.compareUnsigned(version.minor(), bound.minor()) > 0);
      default -> version.compareTo(bound) > 0;
    };
  }

  /** {@code <=1.2} ends with the last 1.2.x. */
  private boolean isLessOrEqual(SemanticVersion version) {
    if (parts == 3) {
      return version.compareTo(bound) <= 0;
    }
    int major = Long.compareUnsigned(version.major(), bound.major());
    if (major != 0 || parts == 1) {
      return major <= 0;
    }
    return Long.compareUnsigned(version.minor(), bound.minor()) <= 0;
  }
}
