package io.drayage.storage.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Reference;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.address.AddressRule;
import io.drayage.registry.address.AllowedAddresses;
import io.drayage.registry.address.HostLookup;
import io.drayage.registry.budget.Budget;
import io.drayage.registry.budget.BudgetRecords;
import io.drayage.registry.budget.Budgets;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.cache.CacheCounts;
import io.drayage.storage.domain.cache.CacheRule;
import io.drayage.storage.domain.cache.CacheRules;
import io.drayage.storage.domain.cache.NamePattern;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the cache goes, and where it does not let itself be sent. */
class PlacesTest {
  private static final String METADATA = "169.254.169.254";

  @TempDir Path folder;

  private MemoryRegistry registry;
  private FaultyServer faulty;

  @BeforeEach
  void start() {
    registry = MemoryRegistry.start();
    faulty = FaultyServer.before(registry);
    SeededImages.image(1).storeIn(registry, "team/app", "1");
  }

  @AfterEach
  void stop() {
    faulty.close();
    registry.close();
  }

  private int port() {
    return faulty.uri().getPort();
  }

  /** A cache of named.example and of all of *.star.example, whose names mean loopback. */
  private Connections connections(String... allowed) {
    HostLookup lookup =
        host ->
            List.of(
                InetAddress.ofLiteral(
                    host.startsWith("metadata.")
                        ? METADATA
                        : host.endsWith(".example") ? "127.0.0.1" : host));
    var exceptions = AllowedAddresses.parse("the.setting", List.of(allowed));
    return new Connections(
        new Connections.Identity(Optional.empty(), Optional.empty()),
        new Connections.Guards(
            AddressGuard.of(AddressRule.refusingMetadata(exceptions), lookup),
            AddressGuard.of(AddressRule.refusingInside(exceptions), lookup)),
        new Connections.Books(
            new Budgets(new NoRecords(), 0, InstantSource.system()), new CacheCounts()),
        RegistryClientOptions.standard()
            .withRetry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO)));
  }

  private ConfiguredUpstream upstream(Connections connections) throws Exception {
    Path file = folder.resolve("registries.conf");
    Files.writeString(
        file,
        """
        [[registry]]
        prefix = "*.example"
        insecure = true
        """);
    var config =
        RegistriesConfig.load(
            new RegistriesConfigFiles(
                file, RegistriesConfigFiles.Presence.REQUIRED, List.of(), List.of()));
    var rules =
        new CacheRules(
            List.of(
                NamePattern.parse("named.example:" + port()),
                NamePattern.parse("metadata.example:" + port()),
                NamePattern.parse("*.star.example:" + port())),
            List.of(),
            new CacheRule(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    var outages = new Outages(Duration.ZERO, InstantSource.system());
    return new ConfiguredUpstream(new Places(config, rules, connections, outages));
  }

  private Reference image(String host) {
    return Reference.parse("%s:%d/team/app:1".formatted(host, port()));
  }

  @Test
  void goesInsideForTheAdministratorAndNotForClients() throws Exception {
    try (Connections connections = connections()) {
      var upstream = upstream(connections);

      assertThat(upstream.lookUp(image("named.example"))).isPresent();
      int asked = faulty.log().count();
      assertThatThrownBy(() -> upstream.lookUp(image("a.star.example")))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("a.star.example")
          .hasMessageNotContaining("127.0.0.1");
      assertThatThrownBy(() -> upstream.lookUp(image("metadata.example")))
          .isInstanceOf(RefusedException.class);
      assertThat(faulty.log().count()).isEqualTo(asked);
    }
  }

  @Test
  void isNotSentToMetadataByARedirect() throws Exception {
    try (Connections connections = connections()) {
      var upstream = upstream(connections);
      for (String target : List.of("http://" + METADATA, "http://metadata.evil.example")) {
        faulty.once("HEAD", "/manifests/", new Fault.RedirectTo(target));
        assertThatThrownBy(() -> upstream.lookUp(image("named.example")))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("or what it refers to");
      }
      assertThat(upstream.lookUp(image("named.example"))).isPresent();
    }
  }

  @Test
  void goesWhereTheSettingsAllow() throws Exception {
    try (Connections connections = connections("127.0.0.0/8")) {
      assertThat(upstream(connections).lookUp(image("a.star.example"))).isPresent();
    }
    try (Connections connections = connections("b.star.example")) {
      var upstream = upstream(connections);
      assertThat(upstream.lookUp(image("b.star.example"))).isPresent();
      assertThatThrownBy(() -> upstream.lookUp(image("c.star.example")))
          .isInstanceOf(RefusedException.class);
    }
  }

  private static final class NoRecords implements BudgetRecords {
    @Override
    public Map<String, Budget.Level> load(Collection<String> accounts) {
      return Map.of();
    }

    @Override
    public void save(String account, Budget.Level level) {}
  }
}
