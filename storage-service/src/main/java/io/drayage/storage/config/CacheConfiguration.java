package io.drayage.storage.config;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.registries.CertificateFolders;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.CredentialStore;
import io.drayage.registries.RegistriesConfig;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.RegistriesConfigFiles;
import io.drayage.registry.Permits;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.Timeouts;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.address.AddressRule;
import io.drayage.registry.address.AllowedAddresses;
import io.drayage.registry.budget.Budgets;
import io.drayage.service.budget.JdbcBudgetRecords;
import io.drayage.service.task.RepeatedTask;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.UploadStore;
import io.drayage.storage.domain.Uploads;
import io.drayage.storage.domain.cache.Admission;
import io.drayage.storage.domain.cache.Arrivals;
import io.drayage.storage.domain.cache.CacheCounts;
import io.drayage.storage.domain.cache.CacheRule;
import io.drayage.storage.domain.cache.CacheRules;
import io.drayage.storage.domain.cache.CachedBlobs;
import io.drayage.storage.domain.cache.CachedManifests;
import io.drayage.storage.domain.cache.CachedReferrers;
import io.drayage.storage.domain.cache.FillStorage;
import io.drayage.storage.domain.cache.Fills;
import io.drayage.storage.domain.cache.LeftFills;
import io.drayage.storage.domain.cache.NamePattern;
import io.drayage.storage.domain.cache.Quarantine;
import io.drayage.storage.domain.cache.Spool;
import io.drayage.storage.domain.cache.TagChecks;
import io.drayage.storage.domain.cache.Upstream;
import io.drayage.storage.domain.cache.Uses;
import io.drayage.storage.store.cache.JdbcAwaitedBlobs;
import io.drayage.storage.store.cache.JdbcFillLeases;
import io.drayage.storage.store.cache.JdbcHolds;
import io.drayage.storage.store.cache.JdbcReferrersRecords;
import io.drayage.storage.store.cache.JdbcTagChecks;
import io.drayage.storage.store.cache.JdbcUseRecords;
import io.drayage.storage.store.cache.RememberedTagChecks;
import io.drayage.storage.upstream.ConfiguredUpstream;
import io.drayage.storage.upstream.Connections;
import io.drayage.storage.upstream.Outages;
import io.drayage.storage.upstream.Places;
import io.drayage.storage.web.CacheEndpoint;
import io.drayage.storage.web.UpstreamNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parts of the cache, when there is one. */
@Configuration(proxyBeanMethods = false)
@Conditional(CacheIsOn.class)
class CacheConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(CacheConfiguration.class);

  /** A replica that was killed is noticed after this time. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(5);

  /** How often what the replicas share about the cache is brought up to date. */
  private static final Duration UPKEEP = Duration.ofSeconds(3);

  private static final Duration CLEANING = Duration.ofMinutes(1);

  private final UpstreamProperties properties;

  CacheConfiguration(UpstreamProperties properties) {
    this.properties = properties;
  }

  @Bean
  CacheRules cacheRules() {
    CacheRule standard =
        new CacheRule(
            properties.tagTtl(),
            properties.missingTtl(),
            properties.referrersTtl(),
            properties.staleTtl(),
            properties.minimumAge());
    return new CacheRules(
        properties.allowed().stream().map(NamePattern::parse).toList(),
        properties.rules().stream().map(rule -> special(rule, standard)).toList(),
        standard);
  }

  private static CacheRules.Special special(UpstreamProperties.Rule rule, CacheRule standard) {
    return new CacheRules.Special(
        NamePattern.parse(rule.match()),
        new CacheRule(
            or(rule.tagTtl(), standard.tag()),
            or(rule.missingTtl(), standard.missing()),
            or(rule.referrersTtl(), standard.referrers()),
            or(rule.staleTtl(), standard.stale()),
            or(rule.minimumAge(), standard.minimumAge())));
  }

  private static Duration or(@Nullable Duration special, Duration standard) {
    return special == null ? standard : special;
  }

  @Bean
  RegistriesConfig registriesConfig() throws RegistriesConfigException {
    Optional<Path> file = properties.registriesFile();
    if (file.isEmpty()) {
      return RegistriesConfig.empty();
    }
    Path dropIns = file.get().resolveSibling(file.get().getFileName() + ".d");
    return RegistriesConfig.load(
        new RegistriesConfigFiles(
            file.get(), RegistriesConfigFiles.Presence.REQUIRED, List.of(dropIns), List.of()));
  }

  @Bean
  Budgets budgets(JdbcClient jdbc, InstantSource clock) {
    return new Budgets(new JdbcBudgetRecords(jdbc, "cache_budget"), properties.reserve(), clock);
  }

  @Bean
  CacheCounts cacheCounts() {
    return new CacheCounts();
  }

  @Bean
  CacheMetrics cacheMetrics(CacheCounts counts, Fills fills) {
    return new CacheMetrics(counts, fills);
  }

  @Bean
  Connections connections(
      RegistriesConfig config, Budgets budgets, CacheCounts counts, InstantSource clock) {
    ConfigEnvironment environment =
        new ConfigEnvironment(
            System.getenv(), Path.of(System.getProperty("user.home")), 0, Path.of("/"));
    Optional<CredentialStore> credentials =
        properties
            .credentialsFile()
            .map(
                file ->
                    new CredentialStore(
                        CredentialFiles.only(file), config.credentialHelpers(), environment));
    return new Connections(
        new Connections.Identity(
            credentials, properties.certificatesFolder().map(CertificateFolders::inside)),
        guards(),
        new Connections.Books(budgets, counts),
        RegistryClientOptions.standard()
            .withUserAgent("drayage-storage")
            .withClock(clock)
            // Somebody waits for every one of these; what is asked to wait longer is told at once.
            .withRetry(
                new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ZERO))
            .withPermits(new Permits(32, 1, 32))
            .withTimeouts(
                new Timeouts(
                    Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10))));
  }

  private Connections.Guards guards() {
    AllowedAddresses allowed =
        AllowedAddresses.parse(
            "drayage.storage.upstreams.allowed-addresses", properties.allowedAddresses());
    AddressGuard strict = AddressGuard.of(AddressRule.refusingInside(allowed));
    return new Connections.Guards(
        switch (properties.insideAddresses()) {
          case ALLOW -> AddressGuard.of(AddressRule.refusingMetadata(allowed));
          case REFUSE -> strict;
        },
        strict);
  }

  @Bean
  Outages outages(InstantSource clock) {
    return new Outages(properties.outagePause(), clock);
  }

  @Bean
  Upstream upstream(
      RegistriesConfig config, CacheRules rules, Connections connections, Outages outages) {
    return new ConfiguredUpstream(new Places(config, rules, connections, outages));
  }

  @Bean
  TagChecks tagChecks(JdbcClient jdbc) {
    return new RememberedTagChecks(new JdbcTagChecks(jdbc));
  }

  @Bean
  JdbcAwaitedBlobs awaitedBlobs(JdbcClient jdbc) {
    return new JdbcAwaitedBlobs(jdbc);
  }

  @Bean
  CachedManifests cachedManifests(
      CachedManifests.Stock stock, Upstream upstream, CachedManifests.Freshness freshness) {
    return new CachedManifests(stock, upstream, freshness);
  }

  @Bean
  CachedManifests.Stock cacheStock(
      ManifestRecords records, Arrivals arrivals, Uses uses, CacheCounts counts) {
    return new CachedManifests.Stock(records, arrivals, uses, counts);
  }

  @Bean
  Uses uses(JdbcClient jdbc, ManifestRecords records, InstantSource clock) {
    return new Uses(new JdbcUseRecords(jdbc), records, clock);
  }

  @Bean
  Admission admission(CacheRules rules, Upstream upstream, JdbcClient jdbc, InstantSource clock) {
    Set<Digest> released =
        properties.released().stream().map(Digest::parse).collect(Collectors.toSet());
    return new Quarantine(
        rules, upstream, new JdbcHolds(jdbc), new Quarantine.Exceptions(released, clock));
  }

  @Bean
  CachedReferrers cachedReferrers(
      Upstream upstream, CacheRules rules, JdbcClient jdbc, InstantSource clock) {
    return new CachedReferrers(upstream, new JdbcReferrersRecords(jdbc), rules, clock);
  }

  @Bean
  CachedManifests.Freshness freshness(TagChecks checks, CacheRules rules, InstantSource clock) {
    return new CachedManifests.Freshness(checks, rules, clock);
  }

  @Bean
  Arrivals arrivals(
      Upstream upstream, Admission admission, Manifests manifests, JdbcAwaitedBlobs awaited) {
    return new Arrivals(upstream, admission, new Arrivals.Shelf(manifests, awaited));
  }

  @Bean
  FillStorage.Shelves shelves(
      Uploads uploads,
      UploadStore files,
      Uploads.Shelf shelf,
      JdbcAwaitedBlobs awaited,
      StorageProperties storage)
      throws IOException {
    return new FillStorage.Shelves(
        uploads,
        Spool.open(files, storage.data().toAbsolutePath().resolve("spool")),
        shelf.store(),
        shelf.records(),
        awaited);
  }

  @Bean
  JdbcFillLeases fillLeases(JdbcClient jdbc) {
    return new JdbcFillLeases(jdbc);
  }

  @Bean
  LeftFills leftFills(
      JdbcFillLeases leases, Uploads uploads, CacheRules rules, InstantSource clock) {
    return new LeftFills(leases, uploads, rules, clock);
  }

  @Bean
  FillStorage fillStorage(FillStorage.Shelves shelves, JdbcFillLeases leases) {
    return new FillStorage(
        shelves, leases, new FillStorage.Patience(LEASE, PATIENCE_WITH_OTHERS), UUID.randomUUID());
  }

  @Bean
  Fills fills(Upstream upstream, BlobRecords records, FillStorage storage, CacheCounts counts) {
    return new Fills(
        upstream, new Fills.Books(records, counts), storage, properties.finishWithin().toBytes());
  }

  @Bean
  CachedBlobs cachedBlobs(Fills fills, Upstream upstream) {
    return new CachedBlobs(fills, upstream);
  }

  @Bean
  CacheEndpoint.Content cacheContent(
      CachedManifests manifests, CachedBlobs blobs, CachedReferrers referrers, CacheCounts counts) {
    return new CacheEndpoint.Content(manifests, blobs, referrers, counts);
  }

  @Bean
  CacheEndpoint cacheEndpoint(CacheRules rules, CacheEndpoint.Content content) {
    return new CacheEndpoint(rules, new UpstreamNames(rules, hosts()), content);
  }

  private Map<String, RegistryHost> hosts() {
    Map<String, RegistryHost> hosts = new HashMap<>();
    for (String entry : properties.hosts()) {
      int equals = entry.indexOf('=');
      if (equals <= 0) {
        throw new InvalidFormatException(
            "drayage.storage.upstreams.hosts: \"%s\" is not NAME=REGISTRY".formatted(entry));
      }
      hosts.put(
          entry.substring(0, equals).toLowerCase(Locale.ROOT),
          RegistryHost.parse(entry.substring(equals + 1)));
    }
    return hosts;
  }

  @Bean
  RepeatedTask cacheUpkeep(FillStorage fills, Budgets budgets) {
    return new RepeatedTask(
        "cache-upkeep",
        UPKEEP,
        () -> {
          fills.maintain();
          budgets.exchange();
        });
  }

  @Bean
  RepeatedTask cacheEviction(Uses uses) {
    return new RepeatedTask("cache-eviction", CLEANING, () -> evict(uses));
  }

  @Bean
  RepeatedTask leftFillRemoval(LeftFills left) {
    return new RepeatedTask(
        "cache-leftovers",
        CLEANING,
        () -> {
          int removed = left.remove();
          if (removed > 0) {
            LOG.info("{} uploads of fetches were removed that a killed replica left", removed);
          }
        });
  }

  private void evict(Uses uses) {
    uses.write();
    Duration unused = properties.unusedExpiry();
    int evicted = unused.isPositive() ? uses.evict(unused) : 0;
    if (evicted > 0) {
      LOG.info("{} manifests were removed from the cache: nobody pulled them lately", evicted);
    }
  }
}
