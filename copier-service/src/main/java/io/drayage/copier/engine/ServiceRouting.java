package io.drayage.copier.engine;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.image.Credential;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.BlockedRegistry;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistryRule;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsVerification;
import io.drayage.transport.RegistryRouting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where {@code registries.conf} leads, with the credentials and certificates of the registries that
 * the service knows. A credential goes to its own registry only. Thread-safe.
 */
final class ServiceRouting implements RegistryRouting {
  private final RegistriesConfig config;
  private final Map<RegistryHost, RegistrySpec> known;
  private final AuthorityFiles authorities;
  private final Map<Key, RegistryEndpoint> endpoints = new ConcurrentHashMap<>();

  private record Key(RegistryHost host, boolean insecure) {}

  ServiceRouting(
      RegistriesConfig config, Map<RegistryHost, RegistrySpec> known, AuthorityFiles authorities) {
    this.config = config;
    this.known = Map.copyOf(known);
    this.authorities = authorities;
  }

  @Override
  public List<Route> forReading(Reference reference) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (PullEndpoint place : config.resolve(reference).endpoints()) {
      routes.add(
          new Route(
              place.reference(),
              endpoint(place.reference().repository().registry(), place.insecure()),
              place.blocked().map(BlockedRegistry::message)));
    }
    return routes;
  }

  @Override
  public Route forWriting(Reference reference) throws IOException {
    RepositoryName repository = reference.repository();
    RegistryRule rule = config.registryFor(repository);
    return new Route(
        reference,
        endpoint(repository.registry(), rule.insecure()),
        rule.blocked().map(BlockedRegistry::message));
  }

  private RegistryEndpoint endpoint(RegistryHost host, boolean insecure) throws IOException {
    Key key = new Key(host, insecure);
    RegistryEndpoint made = endpoints.get(key);
    if (made != null) {
      return made;
    }
    RegistryEndpoint endpoint = make(host, insecure);
    RegistryEndpoint first = endpoints.putIfAbsent(key, endpoint);
    return first == null ? endpoint : first;
  }

  private RegistryEndpoint make(RegistryHost host, boolean insecure) throws IOException {
    RegistrySpec spec = known.get(host);
    boolean skip = insecure || (spec != null && spec.tls() == RegistrySpec.Tls.SKIP);
    List<Path> trusted =
        spec == null || spec.authorities() == null
            ? List.of()
            : List.of(authorities.file(spec.authorities()));
    return new RegistryEndpoint(
        host,
        new TlsSettings(
            skip ? TlsVerification.SKIPPED : TlsVerification.REQUIRED, trusted, Optional.empty()),
        CredentialSource.always(credential(spec)));
  }

  private static Credential credential(@org.jspecify.annotations.Nullable RegistrySpec spec) {
    if (spec == null || spec.username() == null || spec.password() == null) {
      return new Credential.Anonymous();
    }
    return new Credential.UsernamePassword(spec.username(), spec.password());
  }
}
