package io.drayage.registries;

/** How a name without a registry is completed: {@code short-name-mode}. */
public enum ShortNameMode {
  PERMISSIVE("permissive"),
  ENFORCING("enforcing"),
  DISABLED("disabled");

  private final String text;

  ShortNameMode(String text) {
    this.text = text;
  }

  /** Prints the word of the configuration file. */
  @Override
  public String toString() {
    return text;
  }
}
