package io.drayage.image;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A repository on a registry, {@code host[:port]/path}. The path is what the distribution protocol
 * calls {@code <name>}: at most 255 characters of lower-case components.
 */
public record RepositoryName(RegistryHost registry, String path)
    implements Comparable<RepositoryName> {

  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final int MAXIMUM_LENGTH = 255;

  public RepositoryName {
    if (path.length() > MAXIMUM_LENGTH) {
      throw new InvalidFormatException(
          "repository name must not be more than 255 characters, this one has " + path.length());
    }
    if (!PATH.matcher(path).matches()) {
      throw new InvalidFormatException(
          path.toLowerCase(Locale.ROOT).equals(path)
              ? "invalid reference format: \"%s\" is no repository name".formatted(path)
              : "invalid reference format: repository name (%s) must be lowercase".formatted(path));
    }
  }

  /**
   * Reads a repository with the normalisation that Docker uses: without a registry it is on Docker
   * Hub, and there without a namespace it is in {@code library/}. The first component is a registry
   * when it holds a dot, a colon or a capital letter, or is {@code localhost}.
   *
   * @throws InvalidFormatException when the text is no repository, or carries a tag or a digest
   */
  public static RepositoryName parse(String text) {
    if (IDENTIFIER.matcher(text).matches()) {
      throw new InvalidFormatException(
          "invalid repository name (%s), cannot specify 64-byte hexadecimal strings"
              .formatted(text));
    }
    return parseName(text);
  }

  /** The name in front of a tag or digest; there, 64 hexadecimal digits are no identifier. */
  static RepositoryName parseName(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !namesRegistry(text.substring(0, slash))) {
      return onDockerHub(text);
    }
    RegistryHost registry = RegistryHost.parse(text.substring(0, slash));
    String path = text.substring(slash + 1);
    return registry.isDockerHub() ? onDockerHub(path) : new RepositoryName(registry, path);
  }

  private static RepositoryName onDockerHub(String path) {
    return new RepositoryName(
        RegistryHost.DOCKER_HUB, path.indexOf('/') < 0 ? "library/" + path : path);
  }

  private static boolean namesRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.toLowerCase(Locale.ROOT).equals(first);
  }

  /** The last component of the path. */
  public String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(RepositoryName other) {
    return toString().compareTo(other.toString());
  }

  /** Prints the full name, {@code docker.io/library/busybox}; it parses to an equal value. */
  @Override
  public String toString() {
    return registry + "/" + path;
  }

  // Written out: what the compiler would generate is linked at run time and in no AOT cache, which
  // costs every start of dray (docs/decisions/0006).
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RepositoryName that
            && path.equals(that.path)
            && registry.equals(that.registry));
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + registry.hashCode();
  }
}
