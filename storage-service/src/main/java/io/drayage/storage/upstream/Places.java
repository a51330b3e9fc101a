package io.drayage.storage.upstream;

import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.registries.PullEndpoint;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryException;
import io.drayage.registry.budget.Budget;
import io.drayage.registry.budget.Urgency;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.cache.CacheRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the places of a reference in order until one answers. The one that had a repository's
 * content before is asked first for more of it: the blobs of an image are where its manifest was. A
 * place that gives no answer is left out for a while, so that what is here is served at once.
 * Thread-safe.
 */
public final class Places {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);
  private static final int REMEMBERED = 10_000;

  private final RegistriesConfig config;
  private final CacheRules rules;
  private final Connections connections;
  private final Outages outages;
  private final ConcurrentHashMap<RepositoryName, RegistryHost> last = new ConcurrentHashMap<>();

  /** One place to ask, and what to ask for there. */
  record Place(RegistryClient client, Reference reference) {}

  /** What is asked. */
  @FunctionalInterface
  interface Request<T> {
    T send(Place place) throws IOException;
  }

  public Places(
      RegistriesConfig config, CacheRules rules, Connections connections, Outages outages) {
    this.config = config;
    this.rules = rules;
    this.connections = connections;
    this.outages = outages;
  }

  /**
   * The first answer to a request that costs nothing.
   *
   * @throws RefusedException when the registry is blocked and no mirror has it
   */
  <T> T ask(Reference reference, Request<T> request) throws IOException {
    return ask(reference, Budget::requireOpen, request);
  }

  /** The first answer to a request that is counted. */
  <T> T ask(Reference reference, Urgency urgency, Request<T> request) throws IOException {
    return ask(reference, budget -> budget.spend(urgency), request);
  }

  /** Asks a budget whether a request may be sent. */
  @FunctionalInterface
  private interface Expense {
    void take(Budget budget) throws IOException;
  }

  private <T> T ask(Reference reference, Expense expense, Request<T> request) throws IOException {
    @Nullable Exception verdict = null;
    for (PullEndpoint endpoint : inOrder(reference)) {
      try {
        T answer = ask(reference.repository(), endpoint, expense, request);
        remember(reference.repository(), endpoint);
        return answer;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException | RefusedException e) {
        LOG.debug("{} is not to be had as {}", reference, endpoint.reference(), e);
        if (verdict == null || !endpoint.isMirror()) {
          verdict = e; // that of the registry itself counts
        }
      }
    }
    if (verdict instanceof IOException failure) {
      throw failure;
    }
    throw verdict instanceof RefusedException refused
        ? refused
        : new IllegalStateException("there is no place for %s".formatted(reference));
  }

  private List<PullEndpoint> inOrder(Reference reference) throws IOException {
    List<PullEndpoint> endpoints = new ArrayList<>(config.resolve(reference).endpoints());
    RegistryHost before = last.get(reference.repository());
    if (before != null && endpoints.size() > 1) {
      endpoints.sort((a, b) -> Boolean.compare(isAt(b, before), isAt(a, before)));
    }
    return endpoints;
  }

  private static boolean isAt(PullEndpoint endpoint, RegistryHost host) {
    return endpoint.reference().repository().registry().equals(host);
  }

  private void remember(RepositoryName repository, PullEndpoint endpoint) {
    if (last.size() >= REMEMBERED) {
      last.clear();
    }
    last.put(repository, endpoint.reference().repository().registry());
  }

  private <T> T ask(
      RepositoryName asked, PullEndpoint endpoint, Expense expense, Request<T> request)
      throws IOException {
    if (endpoint.blocked().isPresent()) {
      throw new RefusedException(RefusalCode.DENIED, endpoint.blocked().get().message());
    }
    RegistryHost host = endpoint.reference().repository().registry();
    Connections.NamedBy namedBy =
        host.equals(asked.registry()) && !rules.isNamed(host)
            ? Connections.NamedBy.CLIENT
            : Connections.NamedBy.ADMINISTRATOR;
    outages.check(host);
    Connections.Connection connection = connections.to(endpoint, namedBy);
    expense.take(connection.budget());
    try {
      T answer = request.send(new Place(connection.client(), endpoint.reference()));
      outages.answered(host);
      return answer;
    } catch (RegistryException.AddressRefused e) {
      // The address is for the log: clients are not told what names mean inside.
      LOG.warn("{} was not fetched: {}", endpoint.reference(), e.getMessage());
      throw new RefusedException(
          RefusalCode.DENIED,
          "%s, or what it refers to, is at an address that this cache does not contact; its log says which, and its administrator can allow it"
              .formatted(host));
    } catch (RegistryException.Unavailable e) {
      outages.failed(host, e);
      throw e;
    } catch (RegistryException.RateLimited e) {
      connection.budget().refused(e.retryAfter());
      throw e;
    }
  }
}
