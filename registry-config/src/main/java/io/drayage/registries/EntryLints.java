package io.drayage.registries;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds settings of the merged entries that do not do what they seem to say. Each looks at one
 * quirk of how the container tools match and rewrite, which is kept for compatibility.
 */
final class EntryLints {
  private final List<RegistryEntry> entries;
  private final List<Lint> lints = new ArrayList<>();

  private EntryLints(List<RegistryEntry> entries) {
    this.entries = entries;
  }

  static List<Lint> of(List<RegistryEntry> entries) {
    var finder = new EntryLints(entries);
    for (RegistryEntry entry : entries) {
      finder.lookAtPrefix(entry);
      finder.lookAtPorts(entry);
      finder.lookAtLocations(entry);
      finder.lookAtBlock(entry);
      finder.lookAtMirrors(entry);
    }
    return finder.lints;
  }

  private void lookAtPrefix(RegistryEntry entry) {
    String prefix = entry.prefix();
    if (Prefix.isWildcard(prefix)) {
      lookForExactPrefixesOfTheSameLength(entry);
      return;
    }
    if (prefix.indexOf('*') >= 0) {
      add(
          LintKind.WILDCARD_NEVER_MATCHES,
          entry.position(),
          "the prefix \"%s\" never matches: a star is special only in \"*.\" at the beginning, where it stands for any depth of sub-domains"
              .formatted(prefix));
      return;
    }
    if (carriesTagOrDigest(prefix)) {
      add(
          LintKind.PREFIX_WITH_TAG,
          entry.position(),
          "the prefix \"%s\" never matches: prefixes are compared with names, without tag and digest; remove it"
              .formatted(prefix));
      return;
    }
    String reason = Names.reasonAgainst(prefix);
    if (!reason.isEmpty()) {
      add(
          LintKind.PREFIX_NEVER_MATCHES,
          entry.position(),
          "the prefix \"%s\" never matches: %s".formatted(prefix, reason));
    } else if (Names.isSingleNameOnDockerHub(prefix)) {
      add(
          LintKind.DOCKER_HUB_WITHOUT_LIBRARY,
          entry.position(),
          "the prefix \"%s\" is for a namespace of that name only; an official image is docker.io/library/%s"
              .formatted(prefix, prefix.substring("docker.io/".length())));
    }
  }

  private void lookForExactPrefixesOfTheSameLength(RegistryEntry wildcard) {
    for (RegistryEntry other : entries) {
      boolean tie =
          !Prefix.isWildcard(other.prefix())
              && other.prefix().length() == wildcard.prefix().length()
              && Prefix.match(other.prefix(), wildcard.prefix()) != Prefix.NO_MATCH;
      if (tie) {
        add(
            LintKind.WILDCARD_BEATS_EXACT,
            other.position(),
            "the prefix \"%s\" has no effect: \"%s\" at %s is as long and sorts before it; make it longer, for example by a namespace"
                .formatted(other.prefix(), wildcard.prefix(), wildcard.position()));
      }
    }
  }

  private static boolean carriesTagOrDigest(String prefix) {
    return prefix.indexOf('@') >= 0
        || (prefix.indexOf('/') >= 0 && prefix.lastIndexOf(':') > prefix.lastIndexOf('/'));
  }

  private void lookAtPorts(RegistryEntry entry) {
    String prefix = entry.prefix();
    if (Prefix.isWildcard(prefix)) {
      if (!entry.location().isEmpty()) {
        add(
            LintKind.PORT_IS_KEPT,
            entry.position(),
            "a reference with a port keeps it: host:5000/image becomes %s:5000/image"
                .formatted(entry.location()));
      }
      return;
    }
    boolean bareHost = prefix.indexOf('/') < 0 && !Names.hasPort(prefix);
    if (!bareHost) {
      return;
    }
    List<String> places = new ArrayList<>();
    places.add(entry.location());
    entry.mirrors().forEach(mirror -> places.add(mirror.location()));
    boolean rewriteFails =
        places.stream().anyMatch(place -> place.indexOf('/') >= 0 || Names.hasPort(place));
    if (rewriteFails || entry.insecure()) {
      add(
          LintKind.PREFIX_MATCHES_ANY_PORT,
          entry.position(),
          "the prefix \"%s\" also matches %s:5000 and any other port%s; add a table for the port if that is not meant"
              .formatted(
                  prefix,
                  prefix,
                  rewriteFails ? ", and the rewrite of such a name fails" : ", insecure as well"));
    }
  }

  private void lookAtLocations(RegistryEntry entry) {
    if (!entry.location().equals(entry.prefix())) {
      lookAtLocation(entry.location(), entry.position());
    }
    entry.mirrors().forEach(mirror -> lookAtLocation(mirror.location(), mirror.position()));
  }

  private void lookAtLocation(String location, Position position) {
    if (location.isEmpty() || location.indexOf('*') >= 0) {
      return;
    }
    if (location.indexOf('@') >= 0) {
      add(
          LintKind.LOCATION_WITH_USER,
          position,
          "the location \"%s\" fails on every use: credentials do not belong into it; log in instead"
              .formatted(location));
      return;
    }
    if (location.equals("docker.io")) {
      add(
          LintKind.DOCKER_HUB_WITHOUT_LIBRARY,
          position,
          "a name of one part behind the prefix fails here: an official image is docker.io/library/NAME; use names with library/, or the location docker.io/library");
    }
    String reason = Names.reasonAgainst(location);
    if (!reason.isEmpty()) {
      add(
          LintKind.LOCATION_NEVER_WORKS,
          position,
          "the location \"%s\" fails on every use: %s".formatted(location, reason));
    }
  }

  private void lookAtBlock(RegistryEntry entry) {
    if (!entry.blocked()) {
      return;
    }
    String location = entry.location();
    boolean elsewhere =
        !location.isEmpty()
            && entries.stream()
                .filter(RegistryEntry::blocked)
                .noneMatch(other -> Prefix.match(location, other.prefix()) != Prefix.NO_MATCH);
    if (elsewhere) {
      add(
          LintKind.BLOCKED_BUT_REWRITTEN,
          entry.position(),
          "pulls of \"%s\" are not blocked: they go to %s, which no blocked prefix matches; remove the location, or block that, too"
              .formatted(entry.prefix(), location));
    }
    if (Names.reasonAgainst(entry.prefix()).isEmpty()) {
      add(
          LintKind.BLOCK_IS_CASE_SENSITIVE,
          entry.position(),
          "the block of \"%s\" does not reach the same host in capital letters, since prefixes are compared letter by letter"
              .formatted(entry.prefix()));
    }
  }

  private void lookAtMirrors(RegistryEntry entry) {
    for (Mirror mirror : entry.mirrors()) {
      if (entry.insecure() && !mirror.insecure()) {
        add(
            LintKind.MIRROR_NOT_INSECURE,
            mirror.position(),
            "insecure = true of \"%s\" does not reach its mirror %s; repeat it there if it is meant"
                .formatted(entry.prefix(), mirror.location()));
      }
    }
    if (!entry.mirrors().isEmpty()) {
      return;
    }
    for (RegistryEntry wider : entries) {
      boolean hidden =
          !wider.mirrors().isEmpty()
              && wider.prefix().length() < entry.prefix().length()
              && Prefix.match(entry.prefix(), wider.prefix()) != Prefix.NO_MATCH;
      if (hidden) {
        add(
            LintKind.HIDES_MIRRORS,
            entry.position(),
            "the mirrors of \"%s\" at %s do not serve \"%s\": only the longest prefix counts; repeat them here if they are meant"
                .formatted(wider.prefix(), wider.position(), entry.prefix()));
      }
    }
  }

  private void add(LintKind kind, Position position, String text) {
    lints.add(new Lint(kind, position, text));
  }
}
