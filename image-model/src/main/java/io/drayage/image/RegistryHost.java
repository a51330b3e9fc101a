package io.drayage.image;

import java.util.regex.Pattern;

/**
 * The registry part of a reference, {@code host[:port]}, as it is written there: letter case is
 * kept, an IPv6 address stands in brackets. It is a name, not an address: {@code docker.io} is
 * served by another host, and a mirror may stand in for any of them.
 */
public record RegistryHost(String value) implements Comparable<RegistryHost> {
  private static final String COMPONENT = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";

  /** The {@code domain} of the reference grammar, distribution/reference. */
  static final String GRAMMAR =
      "(?:" + COMPONENT + "(?:\\." + COMPONENT + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";

  // In front of the constants: their constructor needs it.
  private static final Pattern WHOLE = Pattern.compile(GRAMMAR);

  /** Docker Hub, the registry of references that name none. */
  public static final RegistryHost DOCKER_HUB = new RegistryHost("docker.io");

  public RegistryHost {
    if (value.length() > 300 || !WHOLE.matcher(value).matches()) {
      throw new InvalidFormatException(
          "invalid registry \"%s\": expected HOST or HOST:PORT".formatted(value));
    }
  }

  /**
   * Reads {@code host[:port]}; {@code index.docker.io}, Docker Hub's old name, becomes {@code
   * docker.io}.
   */
  public static RegistryHost parse(String text) {
    return text.equals("index.docker.io") ? DOCKER_HUB : new RegistryHost(text);
  }

  public boolean isDockerHub() {
    return equals(DOCKER_HUB);
  }

  @Override
  public int compareTo(RegistryHost other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  // Written out: what the compiler would generate is linked at run time and in no AOT cache, which
  // costs every start of dray (docs/decisions/0006).
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof RegistryHost that && value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
