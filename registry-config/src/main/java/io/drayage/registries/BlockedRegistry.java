package io.drayage.registries;

import java.util.Optional;

/**
 * The refusal to talk to a registry.
 *
 * @param prefix the prefix that the name matched
 * @param position the entry that says {@code blocked = true}
 * @param sources the files and folders that were read
 * @param strictness why it is refused in strict mode only; the container tools would not refuse it
 */
public record BlockedRegistry(
    String prefix, Position position, String sources, Optional<String> strictness) {

  /** The sentence for the user. */
  public String message() {
    return "registry %s is blocked in one of %s (see %s)%s"
        .formatted(
            prefix,
            sources,
            position,
            strictness.map(reason -> "; in strict mode, " + reason).orElse(""));
  }
}
