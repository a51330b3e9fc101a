package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.cache.ReferrersRecords.Listed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists of referrers from upstreams, for a time; the last one where there is no answer. */
public final class CachedReferrers {
  private final Upstream upstream;
  private final ReferrersRecords records;
  private final CacheRules rules;
  private final InstantSource clock;
  private final SingleFlight<Wanted, Listed> flights = new SingleFlight<>();

  private record Wanted(CachedRepository repository, Digest subject) {}

  public CachedReferrers(
      Upstream upstream, ReferrersRecords records, CacheRules rules, InstantSource clock) {
    this.upstream = upstream;
    this.records = records;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * All that refers to a manifest, by digest.
   *
   * @throws UpstreamFailureException when that is not known here and could not be asked
   */
  public List<Descriptor> list(CachedRepository repository, Digest subject) throws IOException {
    CacheRule rule = rules.ruleFor(repository.upstream());
    Optional<Listed> known = records.find(repository.path(), subject);
    if (known.isPresent() && CacheRule.lasts(rule.referrers(), age(known.get()))) {
      return known.get().referrers();
    }
    try {
      return flights
          .join(new Wanted(repository, subject), () -> ask(repository, subject))
          .referrers();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RefusedException e) {
      if (known.isPresent() && CacheRule.lasts(rule.stale(), age(known.get()))) {
        return known.get().referrers();
      }
      if (e instanceof RefusedException refused) {
        throw refused;
      }
      throw UpstreamFailureException.of(repository, (IOException) e);
    }
  }

  private Listed ask(CachedRepository repository, Digest subject) throws IOException {
    List<Descriptor> answer =
        upstream.referrers(new DigestReference(repository.upstream(), subject)).stream()
            .sorted(Comparator.comparing(descriptor -> descriptor.digest().toString()))
            .toList();
    Listed listed = new Listed(answer, clock.instant());
    records.keep(repository.path(), subject, listed);
    return listed;
  }

  private Duration age(Listed listed) {
    return Duration.between(listed.at(), clock.instant());
  }
}
