package io.drayage.registries;

/**
 * The refusal to talk to a registry.
 *
 * @param prefix the prefix that the name matched
 * @param position the entry that says {@code blocked = true}
 * @param sources the files and folders that were read
 */
public record BlockedRegistry(String prefix, Position position, String sources) {

  /** The sentence for the user. */
  public String message() {
    return "registry %s is blocked in one of %s (see %s)".formatted(prefix, sources, position);
  }
}
