package io.drayage.storage.domain.cache;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RepositoryName;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of this registry that holds what another registry publishes: {@code
 * docker.io/library/alpine}. A name has no place for the colon of a port, so that {@code
 * registry.example:5000} is written {@code registry.example_5000}.
 */
public record CachedRepository(RepositoryPath path, RepositoryName upstream) {
  /** The first component of a path: a host with a dot or a port, or this machine. */
  private static final Pattern HOST = Pattern.compile("(.*?)(?:_(\\d{1,5}))?");

  /** Where the content of a repository of another registry is kept. */
  public static CachedRepository of(RepositoryName upstream) {
    String host = upstream.registry().value().replace(':', '_');
    return new CachedRepository(new RepositoryPath(host + "/" + upstream.path()), upstream);
  }

  /**
   * Reads a path whose first component is a registry; what Docker Hub's short names stand for is
   * found under the long ones.
   *
   * @return nothing for a path that begins otherwise
   */
  public static Optional<CachedRepository> parse(RepositoryPath path) {
    String text = path.value();
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    Matcher matcher = HOST.matcher(text.substring(0, slash));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group(2);
    String name = matcher.group(1);
    if (port == null && name.indexOf('.') < 0 && !name.equals("localhost")) {
      return Optional.empty();
    }
    String host = port == null ? name : name + ":" + port;
    try {
      return Optional.of(of(RepositoryName.parse(host + text.substring(slash))));
    } catch (InvalidFormatException _) {
      return Optional.empty(); // a name of this registry that is none elsewhere
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
