package io.drayage.signature;

/** The parts of RFC 8785 (JSON Canonicalization Scheme) that a promise of Rekor needs. */
final class CanonicalJson {
  /** Beyond it, JavaScript's numbers, which the scheme is made for, are no longer exact. */
  static final long LARGEST_NUMBER = 1L << 53;

  private CanonicalJson() {}

  /** Section 3.2.2.2: only what must be escaped is, in the shortest way. */
  static String text(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
