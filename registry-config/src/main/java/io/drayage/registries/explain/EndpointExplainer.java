package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.registries.BlockedRegistry;
import io.drayage.registries.Mirror;
import io.drayage.registries.Position;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistryEntry;
import io.drayage.registries.Resolution;
import io.drayage.registries.explain.EndpointExplanation.Access;
import io.drayage.registries.explain.EndpointExplanation.Place;
import io.drayage.registries.explain.EndpointExplanation.Role;
import io.drayage.registries.explain.EndpointExplanation.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Explains the places that an image could be read from. */
final class EndpointExplainer {
  private final HostConfiguration host;
  private final AccessExplainer access;

  EndpointExplainer(HostConfiguration host, Overrides overrides) {
    this.host = host;
    this.access = new AccessExplainer(host, overrides);
  }

  TlsExplanation.Mode mode(boolean insecure) {
    return access.mode(insecure);
  }

  List<EndpointExplanation> explain(Reference reference, Optional<RegistryEntry> table) {
    Resolution resolution;
    try {
      resolution = host.registries().resolve(reference);
    } catch (RegistriesConfigException e) {
      return unusable(table, String.valueOf(e.getMessage()));
    }
    RegistryHost asked = reference.repository().registry();
    List<EndpointExplanation> explained = new ArrayList<>();
    Iterator<PullEndpoint> used = resolution.endpoints().iterator();
    for (Mirror mirror : table.map(RegistryEntry::mirrors).orElse(List.of())) {
      explained.add(
          mirror.use().serves(reference)
              ? place(used.next(), asked, mirror.location())
              : excluded(mirror));
    }
    PullEndpoint primary = used.next();
    explained.add(place(primary, asked, table.map(RegistryEntry::location).orElse("")));
    return explained;
  }

  private EndpointExplanation place(PullEndpoint used, RegistryHost asked, String location) {
    Reference reference = used.reference();
    Place place =
        new Place(
            used.isMirror() ? Role.MIRROR : Role.PRIMARY,
            Optional.of(reference),
            location,
            used.origin());
    if (used.blocked().isPresent()) {
      return closed(place, State.BLOCKED, used.blocked().map(BlockedRegistry::message).get());
    }
    Optional<Instant> leftOut =
        used.isMirror()
            ? host.health().leftOutUntil(reference.repository().registry())
            : Optional.empty();
    if (leftOut.isPresent()) {
      return closed(
          place, State.LEFT_OUT, "it did not answer lately and is left out until " + leftOut.get());
    }
    try {
      Access reached = access.explain(used, asked);
      return new EndpointExplanation(
          place, State.ASKED, reason(used, location), Optional.of(reached), Optional.empty());
    } catch (RegistriesConfigException e) {
      return closed(place, State.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static String reason(PullEndpoint used, String location) {
    if (used.isMirror()) {
      return "a mirror, in the order of the file";
    }
    return location.isEmpty()
        ? "the registry that the reference names"
        : "the location, after all mirrors";
  }

  private static EndpointExplanation excluded(Mirror mirror) {
    return closed(
        new Place(Role.MIRROR, Optional.empty(), mirror.location(), Optional.of(mirror.position())),
        State.EXCLUDED,
        switch (mirror.use()) {
          case DIGEST_ONLY -> "it serves digests only, and this is a tag";
          case TAG_ONLY -> "it serves tags only, and this is a digest";
          case ALL -> throw new IllegalStateException("a mirror for all serves everything");
        });
  }

  /** Nothing is asked when one of the rewrites fails. */
  private static List<EndpointExplanation> unusable(Optional<RegistryEntry> table, String reason) {
    List<EndpointExplanation> explained = new ArrayList<>();
    table.ifPresent(
        entry -> {
          for (Mirror mirror : entry.mirrors()) {
            explained.add(unusable(Role.MIRROR, mirror.location(), mirror.position(), reason));
          }
          explained.add(unusable(Role.PRIMARY, entry.location(), entry.position(), reason));
        });
    return explained;
  }

  private static EndpointExplanation unusable(
      Role role, String location, Position position, String reason) {
    return closed(
        new Place(role, Optional.empty(), location, Optional.of(position)), State.INVALID, reason);
  }

  private static EndpointExplanation closed(Place place, State state, String reason) {
    return new EndpointExplanation(place, state, reason, Optional.empty(), Optional.empty());
  }
}
