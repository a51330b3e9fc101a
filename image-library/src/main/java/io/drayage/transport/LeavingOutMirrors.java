package io.drayage.transport;

import io.drayage.image.Reference;
import io.drayage.registries.MirrorHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Closes the ways to mirrors that did not answer lately. */
record LeavingOutMirrors(RegistryRouting routing, MirrorHealth health) implements RegistryRouting {

  @Override
  public List<Route> forReading(Reference reference) throws IOException {
    List<Route> routes = new ArrayList<>(routing.forReading(reference));
    for (int i = 0; i < routes.size() - 1; i++) {
      Route route = routes.get(i);
      Optional<Instant> until = health.leftOutUntil(route.endpoint().host());
      if (route.refusal().isEmpty() && until.isPresent()) {
        routes.set(
            i,
            new Route(
                route.reference(),
                route.endpoint(),
                Optional.of("it did not answer lately and is left out until " + until.get())));
      }
    }
    return routes;
  }

  @Override
  public Route forWriting(Reference reference) throws IOException {
    return routing.forWriting(reference);
  }
}
