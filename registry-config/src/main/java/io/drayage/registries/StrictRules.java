package io.drayage.registries;

import io.drayage.image.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the strict mode refuses although the container tools let it through: ways around a block,
 * and rewrites of names that a prefix matches only because ports are not compared.
 */
final class StrictRules {
  /** Other names of Docker Hub that reach the same images. */
  private static final Set<String> HUB_NAMES =
      Set.of("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com");

  private static final Set<LintKind> USELESS =
      Set.of(
          LintKind.PREFIX_WITH_TAG,
          LintKind.PREFIX_NEVER_MATCHES,
          LintKind.WILDCARD_NEVER_MATCHES,
          LintKind.WILDCARD_BEATS_EXACT);

  private final RegistriesConfig config;

  StrictRules(RegistriesConfig config) {
    this.config = config;
  }

  /** A way through, and the table whose intention it misses. */
  record Hole(LintKind kind, RegistryEntry table, String text) {
    Lint lint() {
      return new Lint(kind, table.position(), text);
    }
  }

  /** Tables that were written to forbid something and do not. */
  List<ConfigProblem> uselessBlocks() {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Lint lint : config.lint()) {
      boolean useless =
          USELESS.contains(lint.kind())
              && config.entries().stream()
                  .anyMatch(entry -> entry.blocked() && entry.position().equals(lint.position()));
      if (useless || lint.kind() == LintKind.UNKNOWN_KEY) {
        problems.add(new ConfigProblem(lint.position(), "strict mode: " + lint.text()));
      }
    }
    for (SupersededTable lost : config.superseded()) {
      if (lost.table().blocked() && !lost.winner().blocked()) {
        problems.add(
            new ConfigProblem(
                lost.winner().position(),
                "strict mode: this table takes the place of %s, which blocks \"%s\"; repeat blocked = true here, or remove the block there"
                    .formatted(lost.table().position(), lost.table().prefix())));
      }
    }
    return problems;
  }

  /** A match that exists only because ports are not compared, and that changes something. */
  Optional<Hole> match(Reference reference, RegistryEntry entry) {
    String name = reference.repository().toString();
    if (!entry.matchesBeforePort(name) || entry.blocked()) {
      return Optional.empty();
    }
    boolean wildcard = Prefix.isWildcard(entry.prefix());
    boolean moves =
        wildcard ? !entry.location().isEmpty() : !entry.location().equals(entry.prefix());
    if (!moves && entry.mirrors().isEmpty() && !entry.insecure()) {
      return Optional.empty();
    }
    return Optional.of(
        new Hole(
            wildcard ? LintKind.PORT_IS_KEPT : LintKind.PREFIX_MATCHES_ANY_PORT,
            entry,
            "the prefix \"%s\" matches %s only because ports are not compared; add a table for the name with its port"
                .formatted(entry.prefix(), name)));
  }

  /** A place that may be asked though a block was meant for it. */
  Optional<Hole> place(PullEndpoint place, Optional<RegistryEntry> winner) {
    if (place.blocked().isPresent()) {
      return Optional.empty();
    }
    if (!place.isMirror() && winner.isPresent() && winner.get().blocked()) {
      return Optional.of(
          new Hole(
              LintKind.BLOCKED_BUT_REWRITTEN,
              winner.get(),
              "\"%s\" is blocked, but its location leads to %s, which is not; remove the location, or block that, too"
                  .formatted(winner.get().prefix(), place.reference().repository())));
    }
    return spelling(place.reference().repository().toString());
  }

  /** A block of the same registry under another spelling. */
  Optional<Hole> spelling(String name) {
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    String path = slash < 0 ? "" : name.substring(slash);
    String lower = host.toLowerCase(Locale.ROOT);
    String canonical = HUB_NAMES.contains(lower) ? "docker.io" : lower;
    List<String> spellings = new ArrayList<>(List.of(canonical));
    if (!Names.hasPort(canonical)) {
      spellings.add(canonical + ":443");
    }
    for (String spelling : spellings) {
      Optional<RegistryEntry> found = config.find(spelling + path);
      boolean escapes =
          !spelling.equals(host)
              && found.isPresent()
              && found.get().blocked()
              && !found.get().matchesBeforePort(spelling + path);
      if (escapes) {
        return Optional.of(
            new Hole(
                LintKind.BLOCK_ESCAPED_BY_SPELLING,
                found.get(),
                "%s is the same registry as the blocked \"%s\" under another spelling; block %s, too"
                    .formatted(host, found.get().prefix(), host)));
      }
    }
    return Optional.empty();
  }
}
