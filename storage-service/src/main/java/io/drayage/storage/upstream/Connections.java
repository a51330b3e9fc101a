package io.drayage.storage.upstream;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistryCertificates;
import io.drayage.registry.Account;
import io.drayage.registry.ClientCertificate;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.RequestObserver;
import io.drayage.registry.RequestQuota;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsVerification;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.budget.Budget;
import io.drayage.registry.budget.Budgets;
import io.drayage.storage.domain.cache.CacheCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients of upstreams: one for each registry and credential, so that a credential is only ever
 * sent where it belongs, and a budget is that of one account. A changed file of credentials counts
 * from the next request on. Thread-safe; closing it breaks all connections.
 */
public final class Connections implements AutoCloseable {
  private static final int MANY = 200;
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final Optional<CredentialStore> credentials;
  private final Optional<CertificateFolders> certificates;
  private final Guards guards;
  private final Budgets budgets;
  private final CacheCounts counts;
  private final RegistryClientOptions options;
  private final Map<Key, Connection> connections = new ConcurrentHashMap<>();

  private record Key(RegistryHost host, TlsSettings tls, Credential credential, NamedBy namedBy) {}

  /** Who chose the name of a registry. */
  enum NamedBy {
    /** The administrator, in a pattern or in {@code registries.conf}. */
    ADMINISTRATOR,
    /** A client, within a pattern with a star. */
    CLIENT
  }

  /**
   * Which addresses may be contacted, after redirects and for tokens as well.
   *
   * @param administrator for registries that the administrator named
   * @param client for those that a client named
   */
  public record Guards(AddressGuard administrator, AddressGuard client) {
    AddressGuard of(NamedBy namedBy) {
      return switch (namedBy) {
        case ADMINISTRATOR -> administrator;
        case CLIENT -> client;
      };
    }
  }

  /**
   * What proves who asks and is asked.
   *
   * @param credentials nothing for an anonymous client
   * @param certificates nothing for the authorities of the system alone
   */
  public record Identity(
      Optional<CredentialStore> credentials, Optional<CertificateFolders> certificates) {}

  /** What requests are noted in. */
  public record Books(Budgets budgets, CacheCounts counts) {}

  public Connections(Identity identity, Guards guards, Books books, RegistryClientOptions options) {
    this.guards = guards;
    this.credentials = identity.credentials();
    this.certificates = identity.certificates();
    this.budgets = books.budgets();
    this.counts = books.counts();
    this.options = options;
  }

  /** A client and the budget of its account. */
  static final class Connection {
    private final RegistryClient client;
    private final Budget budget;
    private volatile long used = System.nanoTime();

    private Connection(RegistryClient client, Budget budget) {
      this.client = client;
      this.budget = budget;
    }

    RegistryClient client() {
      return client;
    }

    Budget budget() {
      return budget;
    }
  }

  Connection to(PullEndpoint endpoint, NamedBy namedBy) throws IOException {
    RepositoryName repository = endpoint.reference().repository();
    Credential credential =
        credentials.isPresent()
            ? credentials.get().lookup(repository).credential()
            : new Credential.Anonymous();
    Key key =
        new Key(
            repository.registry(),
            tls(repository.registry(), endpoint.insecure()),
            credential,
            namedBy);
    Connection connection = connections.computeIfAbsent(key, this::connect);
    connection.used = System.nanoTime();
    return connection;
  }

  private TlsSettings tls(RegistryHost host, boolean insecure) throws IOException {
    TlsVerification verification = insecure ? TlsVerification.SKIPPED : TlsVerification.REQUIRED;
    if (certificates.isEmpty()) {
      return new TlsSettings(verification, java.util.List.of(), Optional.empty());
    }
    RegistryCertificates found = certificates.get().certificatesFor(host);
    return new TlsSettings(
        verification,
        found.authorities(),
        found.clients().stream()
            .findFirst()
            .map(pair -> new ClientCertificate(pair.certificate(), pair.key())));
  }

  private Connection connect(Key key) {
    if (connections.size() >= MANY) {
      removeIdle();
    }
    Budget budget = budgets.of(Account.of(key.host(), key.credential()).name());
    RegistryClient client =
        RegistryClient.open(
            new RegistryEndpoint(key.host(), key.tls(), CredentialSource.always(key.credential())),
            options
                .withObserver(new Observer(budget, counts, key.host().toString()))
                .withAddresses(guards.of(key.namedBy())));
    return new Connection(client, budget);
  }

  /** Names of registries can be made up by clients where a pattern allows many. */
  private void removeIdle() {
    long now = System.nanoTime();
    for (Map.Entry<Key, Connection> entry : Map.copyOf(connections).entrySet()) {
      if (now - entry.getValue().used > IDLE.toNanos()
          && connections.remove(entry.getKey(), entry.getValue())) {
        entry.getValue().client().close();
      }
    }
  }

  private record Observer(Budget budget, CacheCounts counts, String registry)
      implements RequestObserver {
    /** What comes from where a registry redirects to is counted as its own. */
    @Override
    public void finished(FinishedRequest request) {
      counts.countUpstream(registry, request.received());
    }

    @Override
    public void quota(String host, RequestQuota quota) {
      budget.observe(quota);
    }
  }

  @Override
  public void close() {
    connections.values().forEach(connection -> connection.client().close());
  }
}
