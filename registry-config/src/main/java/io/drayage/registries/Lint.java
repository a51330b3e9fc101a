package io.drayage.registries;

/**
 * A setting that is valid and does something else than it seems to say.
 *
 * @param kind its stable id, with a default weight
 * @param position where it is
 * @param text what happens, and what to write instead
 */
public record Lint(LintKind kind, Position position, String text) {

  /** The stable id, as in {@code prefix-with-tag}. */
  public String id() {
    return kind.id();
  }

  @Override
  public String toString() {
    return "%s: %s: %s [%s]".formatted(position, kind.weight(), text, kind.id());
  }
}
