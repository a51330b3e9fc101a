package io.drayage.storage.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the cache, {@code drayage.storage.upstreams.*}. A negative time has no end.
 *
 * @param allowed patterns of the repositories that may be fetched; without one there is no cache
 * @param registriesConf where registries are found, what stands in for them, what is blocked;
 *     without it each registry is where its name says
 * @param authfile credentials; without it the cache asks as nobody in particular
 * @param certificates a folder as {@code certs.d}, with one in it for each {@code host[:port]}
 * @param hosts {@code NAME=REGISTRY}: host names that stand for an upstream each
 * @param tagTtl how long what a tag means counts without asking
 * @param missingTtl how long it counts that something is not there
 * @param referrersTtl how long a list of referrers counts
 * @param staleTtl how old an answer may be that is served because the upstream gives none
 * @param minimumAge how old an image must be that was not served before
 * @param rules the times for some repositories
 * @param released digests that are served whatever their age
 * @param reserve the share of a registry's request limit that refreshes leave to pulls, 0 to 1
 * @param outagePause how long a registry is left alone that could not be reached
 * @param finishWithin a fetch that nobody waits for goes on when at most this much is missing
 * @param insideAddresses whether registries that are named here may be at, or redirect to, loopback
 *     addresses and those of private networks
 * @param allowedAddresses addresses, CIDR blocks and hosts that may be contacted whatever they are
 * @param unusedExpiry how long content stays that nobody pulls; zero keeps it
 */
@ConfigurationProperties("drayage.storage.upstreams")
public record UpstreamProperties(
    @DefaultValue List<String> allowed,
    @Nullable Path registriesConf,
    @Nullable Path authfile,
    @Nullable Path certificates,
    @DefaultValue List<String> hosts,
    @DefaultValue("10m") Duration tagTtl,
    @DefaultValue("1m") Duration missingTtl,
    @DefaultValue("10m") Duration referrersTtl,
    @DefaultValue("-1s") Duration staleTtl,
    @DefaultValue("0s") Duration minimumAge,
    @DefaultValue List<Rule> rules,
    @DefaultValue List<String> released,
    @DefaultValue("0.25") double reserve,
    @DefaultValue("10s") Duration outagePause,
    @DefaultValue("256MB") DataSize finishWithin,
    @DefaultValue("allow") InsideAddresses insideAddresses,
    @DefaultValue List<String> allowedAddresses,
    @DefaultValue("0s") Duration unusedExpiry) {

  /** What is done about addresses that are not of the Internet. */
  enum InsideAddresses {
    ALLOW,
    REFUSE
  }

  /** What is different for the repositories that a pattern matches. */
  public record Rule(
      String match,
      @Nullable Duration tagTtl,
      @Nullable Duration missingTtl,
      @Nullable Duration referrersTtl,
      @Nullable Duration staleTtl,
      @Nullable Duration minimumAge) {}

  Optional<Path> registriesFile() {
    return Optional.ofNullable(registriesConf);
  }

  Optional<Path> credentialsFile() {
    return Optional.ofNullable(authfile);
  }

  Optional<Path> certificatesFolder() {
    return Optional.ofNullable(certificates);
  }
}
