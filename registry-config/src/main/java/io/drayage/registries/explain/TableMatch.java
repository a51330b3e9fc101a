package io.drayage.registries.explain;

import io.drayage.registries.RegistryEntry;
import java.util.List;
import java.util.Optional;

/**
 * Which {@code [[registry]]} table counts for an image.
 *
 * @param winner the table that counts
 * @param kind how its prefix matches
 * @param reason why it does, or why there is none
 * @param others tables that match, or look as if they would, and do not count
 */
public record TableMatch(
    Optional<RegistryEntry> winner, Kind kind, String reason, List<PassedTable> others) {

  public TableMatch {
    others = List.copyOf(others);
  }

  /** How the prefix of the table matches. */
  public enum Kind {
    NO_TABLE("none"),
    WHOLE_NAME("whole-name"),
    PREFIX("prefix"),
    /** The name goes on with a port, which is not compared. */
    PREFIX_BEFORE_PORT("prefix-before-port"),
    WILDCARD("wildcard"),
    /** The name goes on with a port, which is not compared. */
    WILDCARD_BEFORE_PORT("wildcard-before-port");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether the name matches only because ports are not compared. */
  boolean byPort() {
    return kind == Kind.PREFIX_BEFORE_PORT || kind == Kind.WILDCARD_BEFORE_PORT;
  }

  /** A table that does not count, and why. */
  public record PassedTable(RegistryEntry table, String reason) {}
}
