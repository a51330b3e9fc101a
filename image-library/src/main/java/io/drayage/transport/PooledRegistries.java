package io.drayage.transport;

import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.transport.RegistryRouting.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one client for each registry that was asked. */
final class PooledRegistries implements RegistryAccess {
  private final RegistryRouting routing;
  private final RegistryClientOptions options;
  private final Optional<SignatureRouting> signatures;
  private final AttachmentWriter.Turns turns = new AttachmentWriter.Turns();
  private final ConcurrentHashMap<RegistryEndpoint, RegistryClient> clients =
      new ConcurrentHashMap<>();
  private final KnownTags tags = new KnownTags();

  PooledRegistries(
      RegistryRouting routing,
      RegistryClientOptions options,
      Optional<SignatureRouting> signatures) {
    this.routing = routing;
    this.options = options;
    this.signatures = signatures;
  }

  @Override
  public ImageSource openSource(DockerLocation location) throws IOException {
    List<RegistryPoint> points = new ArrayList<>();
    for (Route route : routing.forReading(location.reference())) {
      points.add(point(route));
    }
    return new DockerSource(
        location,
        new DockerSource.Places(
            points, () -> point(routing.forWriting(location.reference())), routing.health()),
        tags,
        signatures);
  }

  @Override
  public ImageDestination openDestination(DockerLocation location) throws IOException {
    RegistryPoint point = point(routing.forWriting(location.reference()));
    return new DockerDestination(
        location, point, signatures.map(of -> new RegistrySignatureStorage(point, of, turns)));
  }

  private RegistryPoint point(Route route) {
    return new RegistryPoint(
        clients.computeIfAbsent(
            route.endpoint(), endpoint -> RegistryClient.open(endpoint, options)),
        route.reference(),
        route.refusal());
  }

  @Override
  public void close() {
    clients.values().forEach(RegistryClient::close);
  }
}
