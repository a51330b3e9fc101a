package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.registries.Lint;
import io.drayage.registries.LintKind;
import io.drayage.registries.Mirror;
import io.drayage.registries.Position;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistryEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds, among all that is odd about a configuration, what concerns one image. */
final class Warnings {
  private final RegistriesConfig config;
  private final Map<Position, List<Lint>> byPosition = new HashMap<>();

  Warnings(RegistriesConfig config) {
    this.config = config;
    for (Lint lint : config.lint()) {
      byPosition.computeIfAbsent(lint.position(), _ -> new ArrayList<>()).add(lint);
    }
  }

  List<Lint> of(Reference reference, TableMatch table) {
    List<Lint> found = new ArrayList<>();
    if (!config.isStrict()) {
      found.addAll(holes(reference));
    }
    if (table.winner().isPresent()) {
      RegistryEntry winner = table.winner().get();
      addMirrorsOfBlocked(winner, found);
      addAll(winner.position(), found);
      found.removeIf(lint -> !concerns(lint.kind(), table));
      for (Mirror mirror : winner.mirrors()) {
        addAll(mirror.position(), found);
      }
    }
    for (TableMatch.PassedTable other : table.others()) {
      addAll(other.table().position(), found);
    }
    return unique(found);
  }

  private List<Lint> holes(Reference reference) {
    try {
      return config.holes(reference);
    } catch (RegistriesConfigException e) {
      // The image cannot be resolved at all, which is its verdict.
      return List.of();
    }
  }

  private static void addMirrorsOfBlocked(RegistryEntry winner, List<Lint> found) {
    if (winner.blocked() && !winner.mirrors().isEmpty()) {
      found.add(
          new Lint(
              LintKind.BLOCKED_BUT_MIRRORED,
              winner.position(),
              "\"%s\" is blocked, and its mirrors are read from nevertheless; remove them if nothing may be read"
                  .formatted(winner.prefix())));
    }
  }

  /** What is only said of names with a port is left out for others, and so is general advice. */
  private static boolean concerns(LintKind kind, TableMatch table) {
    return switch (kind) {
      case PREFIX_MATCHES_ANY_PORT, PORT_IS_KEPT -> table.byPort();
      case BLOCK_IS_CASE_SENSITIVE -> false;
      default -> true;
    };
  }

  private void addAll(Position position, List<Lint> found) {
    found.addAll(byPosition.getOrDefault(position, List.of()));
  }

  /** What is said about this very image comes first and is not repeated in general words. */
  private static List<Lint> unique(List<Lint> found) {
    record Topic(LintKind kind, Position position) {}
    Set<Topic> seen = new HashSet<>();
    return found.stream()
        .filter(lint -> seen.add(new Topic(lint.kind(), lint.position())))
        .toList();
  }
}
