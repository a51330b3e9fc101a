package io.drayage.registries;

import java.util.Locale;

/**
 * Something in a configuration that is wrong, or does not do what it seems to say.
 *
 * @param kind a stable id, for scripts to filter by: that of a {@link LintKind}, or of another
 *     check
 * @param message what is the case
 * @param remedy what to do; may be empty
 */
public record ConfigFinding(
    Severity severity, String kind, Position position, String message, String remedy) {

  /** How bad it is. */
  public enum Severity {
    /** The file, and with it the configuration, cannot be used. */
    ERROR,
    /** Probably not what was meant. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ConfigFinding of(Lint lint) {
    return of(
        switch (lint.kind().weight()) {
          case WARNING -> Severity.WARNING;
          case NOTE -> Severity.NOTE;
        },
        lint.id(),
        lint.position(),
        lint.text());
  }

  /** Messages of this package say what to do behind their last semicolon. */
  static ConfigFinding of(Severity severity, String kind, Position position, String text) {
    int end = text.lastIndexOf("; ");
    return end < 0
        ? new ConfigFinding(severity, kind, position, text, "")
        : new ConfigFinding(
            severity, kind, position, text.substring(0, end), text.substring(end + 2));
  }

  /** {@code FILE:LINE:COLUMN: SEVERITY: MESSAGE [KIND]}, and the remedy in a second line. */
  @Override
  public String toString() {
    String text = "%s: %s: %s [%s]".formatted(position, severity, message, kind);
    return remedy.isEmpty() ? text : text + "\n    " + remedy;
  }
}
