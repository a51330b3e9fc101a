package io.drayage.registries;

/** The text of a prefix, a location or a search registry. */
final class Location {
  private Location() {}

  /** Drops slashes at the end and refuses URLs. */
  static String normalize(TomlValue.Text text, Findings findings) {
    String input = text.value();
    int end = input.length();
    while (end > 0 && input.charAt(end - 1) == '/') {
      end--;
    }
    String trimmed = input.substring(0, end);
    if (trimmed.startsWith("http://") || trimmed.startsWith("https://")) {
      findings.problem(
          text.position(),
          "invalid location '%s': URI schemes are not supported; write host[:port][/path], and insecure = true where http is meant"
              .formatted(input));
    }
    return trimmed;
  }
}
