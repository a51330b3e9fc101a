package io.drayage.registries;

import io.drayage.image.RepositoryName;
import java.util.List;

/**
 * One {@code [[registry]]} table after validation, or an entry converted from the old format.
 *
 * @param prefix which references it is for: {@code host[:port][/path]} or {@code *.domain}
 * @param location takes the place of the prefix; empty keeps the reference as it is
 * @param insecure unverified https, then http
 * @param blocked nothing may be asked from names that the prefix matches
 * @param mirrors in the order in which they are tried
 * @param position where the table begins
 */
public record RegistryEntry(
    String prefix,
    String location,
    boolean insecure,
    boolean blocked,
    List<Mirror> mirrors,
    Position position) {

  public RegistryEntry {
    mirrors = List.copyOf(mirrors);
  }

  /** Whether the prefix matches a repository just before its port, which is not compared. */
  public boolean matchesBeforePort(RepositoryName repository) {
    return matchesBeforePort(repository.toString());
  }

  boolean matchesBeforePort(String name) {
    int end = Prefix.match(name, prefix);
    return end != Prefix.NO_MATCH && end < name.length() && name.charAt(end) == ':';
  }
}
