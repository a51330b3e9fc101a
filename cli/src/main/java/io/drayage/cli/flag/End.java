package io.drayage.cli.flag;

/** Which end of a copy a flag is for, and the prefix that it has for it. */
public enum End {
  /** The only one: {@code --creds}. */
  ONLY("", "the registry"),
  /** {@code --src-creds}. */
  SOURCE("src-", "the source registry"),
  /** {@code --dest-creds}. */
  DESTINATION("dest-", "the destination registry");

  private final String prefix;
  private final String registry;

  End(String prefix, String registry) {
    this.prefix = prefix;
    this.registry = registry;
  }

  /** The flag of this end: {@code --src-creds} for {@code creds}. */
  String flag(String name) {
    return "--" + prefix + name;
  }

  /** {@code src-}, {@code dest-} or nothing. */
  String prefix() {
    return prefix;
  }

  /** How help names the registry. */
  String registry() {
    return registry;
  }
}
