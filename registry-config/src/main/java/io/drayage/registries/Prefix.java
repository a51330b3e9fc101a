package io.drayage.registries;

/** The comparison of a reference with the prefix of an entry. */
final class Prefix {
  static final int NO_MATCH = -1;

  private Prefix() {}

  /**
   * How many characters of {@code text} the prefix stands for, or {@link #NO_MATCH}. The text is a
   * name or a reference that begins with its registry.
   */
  static int match(String text, String prefix) {
    return isWildcard(prefix) ? matchWildcard(text, prefix) : matchExact(text, prefix);
  }

  static boolean isWildcard(String prefix) {
    return prefix.startsWith("*.");
  }

  private static int matchExact(String text, String prefix) {
    return text.startsWith(prefix) ? ending(text, prefix.length()) : NO_MATCH;
  }

  /** Only the first place where the domain occurs counts, and only inside the host. */
  private static int matchWildcard(String text, String prefix) {
    String domain = prefix.substring(1);
    int start = text.indexOf(domain);
    if (start < 0 || text.substring(0, start).indexOf('/') >= 0) {
      return NO_MATCH;
    }
    return ending(text, start + domain.length());
  }

  /** A match ends where a part of the name does; a port may follow, whatever was meant by that. */
  private static int ending(String text, int end) {
    if (end == text.length()) {
      return end;
    }
    char next = text.charAt(end);
    return next == ':' || next == '/' || next == '@' ? end : NO_MATCH;
  }
}
