package io.drayage.transport;

import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.BlockedRegistry;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistryCertificates;
import io.drayage.registries.RegistryRule;
import io.drayage.registry.ClientCertificate;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.TlsSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way that registries.conf, the stored credentials and certs.d describe, as far as the options
 * do not override them.
 */
final class ConfiguredRouting implements RegistryRouting {
  private record Key(RegistryHost host, boolean insecure, boolean givenCredential) {
    // Written out to be linked at build time, see RegistryHost.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && host.equals(that.host)
          && insecure == that.insecure
          && givenCredential == that.givenCredential;
    }

    @Override
    public int hashCode() {
      return host.hashCode();
    }
  }

  private final RegistriesConfig config;
  private final CertificateFolders certificates;
  private final RegistryOptions options;
  private final CredentialSource stored;
  private final CredentialSource given;
  private final ConcurrentHashMap<Key, RegistryEndpoint> endpoints = new ConcurrentHashMap<>();

  ConfiguredRouting(
      RegistriesConfig config,
      CredentialStore credentials,
      CertificateFolders certificates,
      RegistryOptions options) {
    this.config = config;
    this.certificates =
        options.certificateFolder().map(CertificateFolders::only).orElse(certificates);
    this.options = options;
    this.stored = repository -> credentials.lookup(repository).credential();
    this.given =
        options.credential().map(CredentialSource::always).orElseGet(CredentialSource::anonymous);
  }

  @Override
  public List<Route> forReading(Reference reference) throws IOException {
    RegistryHost asked = reference.repository().registry();
    List<Route> routes = new ArrayList<>();
    for (PullEndpoint place : config.resolve(reference).endpoints()) {
      routes.add(
          new Route(
              place.reference(),
              endpoint(place.reference().repository(), asked, place.insecure()),
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
        endpoint(repository, repository.registry(), rule.insecure()),
        rule.blocked().map(BlockedRegistry::message));
  }

  /** A credential that was given on the command line is for the registry that was named there. */
  private RegistryEndpoint endpoint(RepositoryName place, RegistryHost asked, boolean insecure)
      throws IOException {
    boolean useGiven = options.credential().isPresent() && place.registry().equals(asked);
    Key key = new Key(place.registry(), insecure, useGiven);
    RegistryEndpoint known = endpoints.get(key);
    if (known != null) {
      return known;
    }
    RegistryEndpoint made =
        new RegistryEndpoint(
            place.registry(), tls(place.registry(), insecure), useGiven ? given : stored);
    RegistryEndpoint first = endpoints.putIfAbsent(key, made);
    return first == null ? made : first;
  }

  private TlsSettings tls(RegistryHost host, boolean insecure) throws IOException {
    RegistryCertificates found = certificates.certificatesFor(host);
    Optional<ClientCertificate> client =
        found.clients().stream()
            .findFirst()
            .map(pair -> new ClientCertificate(pair.certificate(), pair.key()));
    return new TlsSettings(verification(insecure), found.authorities(), client);
  }

  private io.drayage.registry.TlsVerification verification(boolean insecure) {
    boolean skip =
        switch (options.tlsVerification()) {
          case CONFIGURED -> insecure;
          case REQUIRED -> false;
          case SKIPPED -> true;
        };
    return skip
        ? io.drayage.registry.TlsVerification.SKIPPED
        : io.drayage.registry.TlsVerification.REQUIRED;
  }
}
