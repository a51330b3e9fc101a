package io.drayage.registries;

/**
 * A {@code [[registry]]} table that another one with the same prefix took the place of.
 *
 * @param table what has no effect
 * @param winner what counts instead
 */
public record SupersededTable(RegistryEntry table, RegistryEntry winner) {

  /** Why, for the user. */
  public String reason() {
    return table.position().file().equals(winner.position().file())
        ? "the first table of the file for this prefix counts: " + winner.position()
        : "replaced as a whole by " + winner.position();
  }
}
