package io.drayage.registries.explain;

import io.drayage.image.RepositoryName;
import io.drayage.registries.NearMiss;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistryEntry;
import io.drayage.registries.SupersededTable;
import io.drayage.registries.explain.TableMatch.Kind;
import io.drayage.registries.explain.TableMatch.PassedTable;
import java.util.ArrayList;
import java.util.List;

/** Says which table counts for a repository, and why the others do not. */
record Tables(RegistriesConfig config) {

  TableMatch match(RepositoryName repository) {
    List<RegistryEntry> matching = config.matching(repository);
    List<PassedTable> others = new ArrayList<>();
    if (!matching.isEmpty()) {
      RegistryEntry winner = matching.getFirst();
      for (SupersededTable lost : config.superseded()) {
        if (lost.table().prefix().equals(winner.prefix())) {
          others.add(new PassedTable(lost.table(), lost.reason()));
        }
      }
      for (RegistryEntry shorter : matching.subList(1, matching.size())) {
        others.add(new PassedTable(shorter, whyNot(shorter, winner)));
      }
    }
    for (NearMiss miss : config.nearMisses(repository)) {
      others.add(new PassedTable(miss.table(), miss.reason()));
    }
    Kind kind = kind(repository, matching);
    return new TableMatch(
        matching.stream().findFirst(), kind, reason(kind, matching.size()), others);
  }

  private static String whyNot(RegistryEntry other, RegistryEntry winner) {
    return other.prefix().length() == winner.prefix().length()
        ? "as long as \"%s\", which sorts before it".formatted(winner.prefix())
        : "shorter than \"%s\"; nothing of it counts".formatted(winner.prefix());
  }

  private static Kind kind(RepositoryName repository, List<RegistryEntry> matching) {
    if (matching.isEmpty()) {
      return Kind.NO_TABLE;
    }
    RegistryEntry winner = matching.getFirst();
    boolean port = winner.matchesBeforePort(repository);
    if (winner.prefix().startsWith("*.")) {
      return port ? Kind.WILDCARD_BEFORE_PORT : Kind.WILDCARD;
    }
    if (winner.prefix().equals(repository.toString())) {
      return Kind.WHOLE_NAME;
    }
    return port ? Kind.PREFIX_BEFORE_PORT : Kind.PREFIX;
  }

  private static String reason(Kind kind, int matching) {
    String match =
        switch (kind) {
          case NO_TABLE -> "no prefix matches, so the reference is taken as it is";
          case WHOLE_NAME -> "the prefix is the whole name";
          case PREFIX -> "the prefix matches";
          case PREFIX_BEFORE_PORT -> "the prefix matches whatever the port is";
          case WILDCARD -> "the wildcard matches";
          case WILDCARD_BEFORE_PORT -> "the wildcard matches whatever the port is";
        };
    return matching > 1 ? "%s, the longest of %d".formatted(match, matching) : match;
  }
}
