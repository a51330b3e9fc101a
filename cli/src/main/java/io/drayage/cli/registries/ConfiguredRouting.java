package io.drayage.cli.registries;

import io.drayage.image.Credential;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.BlockedRegistry;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistryCertificates;
import io.drayage.registries.RegistryRule;
import io.drayage.registries.Resolution;
import io.drayage.registry.ClientCertificate;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsVerification;
import io.drayage.transport.RegistryOptions;
import io.drayage.transport.RegistryRouting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes by registries.conf: mirrors first, blocked places never, and each registry with the
 * certificates and credentials that are configured for it, unless flags say otherwise. Files are
 * read when the first registry is asked for. Thread-safe.
 */
public final class ConfiguredRouting implements RegistryRouting {
  private final UserConfiguration configuration;
  private final RegistryOptions options;
  private final Map<EndpointKey, RegistryEndpoint> endpoints = new ConcurrentHashMap<>();

  private record EndpointKey(RegistryHost host, TlsVerification verification, boolean named) {}

  public ConfiguredRouting(UserConfiguration configuration, RegistryOptions options) {
    this.configuration = configuration;
    this.options = options;
  }

  @Override
  public List<Route> forReading(Reference reference) throws IOException {
    RegistriesConfig config = configuration.registries();
    Resolution resolution = config.resolve(reference);
    List<Route> routes = new ArrayList<>();
    for (PullEndpoint place : resolution.endpoints()) {
      if (place.blocked().isEmpty()) {
        RegistryHost asked = reference.repository().registry();
        routes.add(
            new Route(
                place.reference(),
                endpoint(place.reference().repository(), asked, place.insecure())));
      }
    }
    if (routes.isEmpty()) {
      throw blocked(resolution.primary().blocked());
    }
    return List.copyOf(routes);
  }

  @Override
  public Route forWriting(Reference reference) throws IOException {
    RepositoryName repository = reference.repository();
    RegistryRule rule = configuration.registries().registryFor(repository);
    if (rule.blocked().isPresent()) {
      throw blocked(rule.blocked());
    }
    return new Route(reference, endpoint(repository, repository.registry(), rule.insecure()));
  }

  /**
   * How to reach a registry in order to log in there, with nothing but this credential.
   *
   * @throws IOException when the registry is blocked
   */
  public RegistryEndpoint forLogin(RegistryHost registry, Credential credential)
      throws IOException {
    RegistryRule rule = configuration.registries().registryFor(registry);
    if (rule.blocked().isPresent()) {
      throw blocked(rule.blocked());
    }
    return new RegistryEndpoint(
        registry,
        tls(registry, verification(rule.insecure())),
        CredentialSource.always(credential));
  }

  private static IOException blocked(Optional<BlockedRegistry> rule) {
    return new IOException(rule.map(BlockedRegistry::message).orElse("no place to read from"));
  }

  /** What the user said on the command line is for the registry that the user named. */
  private RegistryEndpoint endpoint(RepositoryName at, RegistryHost asked, boolean insecure)
      throws IOException {
    boolean named = at.registry().equals(asked);
    var key = new EndpointKey(at.registry(), verification(insecure), named);
    RegistryEndpoint known = endpoints.get(key);
    if (known != null) {
      return known;
    }
    RegistryEndpoint made = connect(key);
    RegistryEndpoint raced = endpoints.putIfAbsent(key, made);
    return raced == null ? made : raced;
  }

  private RegistryEndpoint connect(EndpointKey key) throws IOException {
    return new RegistryEndpoint(
        key.host(),
        tls(key.host(), key.verification()),
        repository -> credential(repository, key.named()));
  }

  private TlsSettings tls(RegistryHost host, TlsVerification verification) throws IOException {
    RegistryCertificates certificates =
        configuration.certificates(options.certificateFolder()).certificatesFor(host);
    return new TlsSettings(
        verification,
        certificates.authorities(),
        certificates.clients().stream()
            .findFirst()
            .map(pair -> new ClientCertificate(pair.certificate(), pair.key())));
  }

  private Credential credential(RepositoryName repository, boolean named) throws IOException {
    if (named && options.credential().isPresent()) {
      return options.credential().get();
    }
    return configuration.credential(repository);
  }

  private TlsVerification verification(boolean insecure) {
    return switch (options.tlsVerification()) {
      case CONFIGURED -> insecure ? TlsVerification.SKIPPED : TlsVerification.REQUIRED;
      case REQUIRED -> TlsVerification.REQUIRED;
      case SKIPPED -> TlsVerification.SKIPPED;
    };
  }
}
