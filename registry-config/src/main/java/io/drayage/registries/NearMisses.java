package io.drayage.registries;

import io.drayage.image.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the tables that somebody may have meant for a name that they do not match. */
final class NearMisses {
  private static final String OFFICIAL = "docker.io/library/";

  private NearMisses() {}

  static List<NearMiss> of(RepositoryName repository, List<RegistryEntry> entries) {
    String name = repository.toString();
    List<NearMiss> found = new ArrayList<>();
    for (RegistryEntry entry : entries) {
      if (Prefix.match(name, entry.prefix()) == Prefix.NO_MATCH) {
        reason(name, entry.prefix()).ifPresent(reason -> found.add(new NearMiss(entry, reason)));
      }
    }
    return found;
  }

  private static Optional<String> reason(String name, String prefix) {
    if (Prefix.isWildcard(prefix)) {
      String domain = prefix.substring(2);
      return Prefix.match(name, domain) == Prefix.NO_MATCH
          ? Optional.empty()
          : Optional.of(
              "a wildcard is for sub-domains and not for %s itself; add a table for it"
                  .formatted(domain));
    }
    if (prefix.startsWith("**.") && Prefix.match(name, prefix.substring(1)) != Prefix.NO_MATCH) {
      return Optional.of("\"**.\" never matches; write \"*.\", which is for any depth");
    }
    String bare = withoutTag(prefix);
    if (!bare.equals(prefix) && Prefix.match(name, bare) != Prefix.NO_MATCH) {
      return Optional.of(
          "a prefix with a tag or a digest never matches: only names are compared; remove it");
    }
    if (name.startsWith(OFFICIAL)
        && prefix.equals("docker.io/" + name.substring(OFFICIAL.length()))) {
      return Optional.of("an official image is in library/; write " + name);
    }
    if (Prefix.match(name.toLowerCase(Locale.ROOT), prefix.toLowerCase(Locale.ROOT))
        != Prefix.NO_MATCH) {
      return Optional.of("the host is written with other capital letters");
    }
    return Optional.empty();
  }

  private static String withoutTag(String prefix) {
    int at = prefix.indexOf('@');
    String named = at < 0 ? prefix : prefix.substring(0, at);
    int colon = named.lastIndexOf(':');
    return colon > named.lastIndexOf('/') && named.indexOf('/') >= 0
        ? named.substring(0, colon)
        : named;
  }
}
