package io.drayage.registry.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registry.Account;
import io.drayage.registry.AccountBudget;
import io.drayage.registry.CredentialSource;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.RegistryException;
import io.drayage.registry.RequestQuota;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.SharedLimits;
import io.drayage.registry.TlsSettings;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  private static final Account ACCOUNT =
      Account.of(
          RegistryHost.parse("registry.example.com"),
          new Credential.UsernamePassword("ci", "secret"));

  private final Records records = new Records();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final Budgets budgets = replica();

  private Budgets replica() {
    return new Budgets(records, 0.2, () -> now);
  }

  private static final class Records implements BudgetRecords {
    private final Map<String, Budget.Level> levels = new HashMap<>();

    @Override
    public Map<String, Budget.Level> load(Collection<String> accounts) {
      Map<String, Budget.Level> known = new HashMap<>(levels);
      known.keySet().retainAll(accounts);
      return known;
    }

    @Override
    public void save(String account, Budget.Level level) {
      levels.put(account, level);
    }
  }

  private static RequestQuota left(long remaining) {
    return new RequestQuota(100, remaining, Optional.empty());
  }

  @Test
  void spendsWhatTheRegistrySaidIsLeft() throws IOException {
    AccountBudget budget = budgets.forUse(Urgency.INTERACTIVE);
    budget.observe(ACCOUNT, left(2));

    budget.acquire(ACCOUNT);
    budget.acquire(ACCOUNT);

    assertThatThrownBy(() -> budget.acquire(ACCOUNT))
        .isInstanceOf(RegistryException.RateLimited.class)
        .hasMessageStartingWith("registry.example.com ci allows no more requests");
  }

  @Test
  void keepsAReserveForThoseWhoWait() throws IOException {
    AccountBudget scheduled = budgets.forUse(Urgency.BACKGROUND);
    scheduled.observe(ACCOUNT, left(20));

    assertThatThrownBy(() -> scheduled.acquire(ACCOUNT))
        .isInstanceOf(RegistryException.RateLimited.class);
    budgets.forUse(Urgency.INTERACTIVE).acquire(ACCOUNT);
  }

  @Test
  void refusalOfOneReplicaHoldsForOthers() throws IOException {
    Budgets other = replica();
    other.of(ACCOUNT.name());
    budgets.forUse(Urgency.BACKGROUND).refused(ACCOUNT, Optional.of(Duration.ofMinutes(10)));

    budgets.exchange();
    other.exchange();

    AccountBudget there = other.forUse(Urgency.INTERACTIVE);
    assertThatThrownBy(() -> there.acquire(ACCOUNT))
        .isInstanceOfSatisfying(
            RegistryException.RateLimited.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(10)));
    now = now.plus(Duration.ofMinutes(10));
    there.acquire(ACCOUNT);
  }

  @Test
  void clientAsksBeforeItGetsManifestsAndTellsOf429() throws IOException {
    try (var registry = MemoryRegistry.start();
        var front = FaultyServer.before(registry)) {
      SeededImages.image(1).storeIn(registry, "a/b", "1");
      var reference =
          new TagReference(
              new RepositoryName(RegistryHost.parse(front.authority()), "a/b"), new Tag("1"));
      var endpoint =
          new RegistryEndpoint(
              RegistryHost.parse(front.authority()),
              TlsSettings.unverified(),
              CredentialSource.always(new Credential.Anonymous()));
      var options =
          RegistryClientOptions.standard()
              .withRetry(RetryPolicy.none())
              .withShared(SharedLimits.NONE.with(budgets.forUse(Urgency.INTERACTIVE)));
      front.once("GET", "/manifests/", new Fault.RateLimited(600));
      try (RegistryClient client = RegistryClient.open(endpoint, options)) {
        assertThatThrownBy(() -> client.manifest(reference))
            .isInstanceOf(RegistryException.RateLimited.class);
        int asked = front.log().count();

        assertThatThrownBy(() -> client.manifest(reference))
            .isInstanceOf(RegistryException.RateLimited.class)
            .hasMessageContaining("has asked for a pause");
        assertThat(front.log().count()).isEqualTo(asked);
        assertThat(client.headManifest(reference)).isPresent();

        now = now.plus(Duration.ofMinutes(10));
        assertThat(client.manifest(reference).digest()).isNotNull();
      }
    }
  }
}
