package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registry.RegistryException;
import io.drayage.registry.budget.Urgency;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.CacheCounts.Answer;
import io.drayage.storage.domain.cache.CacheCounts.Content;
import io.drayage.storage.domain.cache.TagChecks.Check;
import io.drayage.storage.domain.cache.TagChecks.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Manifests of the cache. What a digest names is fetched once; what a tag means is asked again when
 * its time is over, by one HEAD for all who want to know. Where the upstream gives no answer, the
 * last one counts. Thread-safe.
 */
public final class CachedManifests {
  private final ManifestRecords records;
  private final Arrivals arrivals;
  private final Upstream upstream;
  private final TagChecks checks;
  private final CacheRules rules;
  private final InstantSource clock;
  private final MissingManifests missing;
  private final Uses uses;
  private final CacheCounts counts;
  private final SingleFlight<TagKey, Served> tagFlights = new SingleFlight<>();
  private final SingleFlight<DigestKey, RawManifest> digestFlights = new SingleFlight<>();

  private record TagKey(RepositoryPath repository, Tag tag) {}

  private record DigestKey(RepositoryPath repository, Digest digest) {}

  /** What is known of tags: when they were asked for, by which rules and clock that counts. */
  public record Freshness(TagChecks checks, CacheRules rules, InstantSource clock) {}

  /** What is here, how it gets here, and what notes and counts that it is pulled. */
  public record Stock(ManifestRecords records, Arrivals arrivals, Uses uses, CacheCounts counts) {}

  public CachedManifests(Stock stock, Upstream upstream, Freshness freshness) {
    this.records = stock.records();
    this.arrivals = stock.arrivals();
    this.uses = stock.uses();
    this.counts = stock.counts();
    this.upstream = upstream;
    this.checks = freshness.checks();
    this.rules = freshness.rules();
    this.clock = freshness.clock();
    this.missing = new MissingManifests(clock);
  }

  /**
   * What a tag means.
   *
   * @throws UpstreamFailureException when it is not here and could not be fetched
   */
  public Served get(CachedRepository repository, Tag tag) throws IOException {
    Served served = current(repository, tag);
    uses.pulled(repository.path(), served.manifest().digest());
    return served;
  }

  private Served current(CachedRepository repository, Tag tag) throws IOException {
    CacheRule rule = rules.ruleFor(repository.upstream());
    Optional<Check> check = checks.find(repository.path(), tag);
    if (check.isPresent()) {
      Duration age = age(check.get());
      switch (check.get().outcome()) {
        case FOUND -> {
          Optional<RawManifest> held = held(repository, tag);
          if (held.isPresent() && CacheRule.lasts(rule.tag(), age)) {
            counts.count(Content.MANIFEST, Answer.HIT);
            return Served.of(held.get(), age);
          }
        }
        case MISSING -> {
          if (CacheRule.lasts(rule.missing(), age)) {
            throw unknown(repository, tag.value());
          }
        }
      }
    }
    Served served =
        tagFlights.join(
            new TagKey(repository.path(), tag), () -> ask(repository, tag, Urgency.INTERACTIVE));
    counts.count(Content.MANIFEST, served.warning().isPresent() ? Answer.STALE : Answer.MISS);
    return served;
  }

  /** Asks again what a tag means, without anybody waiting for it. */
  void refresh(CachedRepository repository, Tag tag) throws IOException {
    tagFlights.join(
        new TagKey(repository.path(), tag), () -> ask(repository, tag, Urgency.BACKGROUND));
  }

  private Served ask(CachedRepository repository, Tag tag, Urgency urgency) throws IOException {
    try {
      Optional<Descriptor> there = upstream.lookUp(new TagReference(repository.upstream(), tag));
      if (there.isPresent()) {
        RawManifest manifest = obtain(repository, tag, there.get().digest(), urgency);
        checks.keep(repository.path(), tag, new Check(Outcome.FOUND, clock.instant()));
        return Served.of(manifest, Duration.ZERO);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (RegistryException.NotFound _) {
      // The same as no answer to the HEAD: it went away in between.
    } catch (RegistryException.Unauthorized | RegistryException.Denied e) {
      return lastAnswer(repository, tag, e).orElseThrow(() -> hidden(repository, tag.value(), e));
    } catch (IOException e) {
      Optional<Served> last = lastAnswer(repository, tag, e);
      if (last.isPresent()) {
        return last.get();
      }
      throw UpstreamFailureException.of(repository, e);
    } catch (RefusedException e) {
      // The upstream is blocked, or the image is not to be served yet; what was served before is.
      return lastAnswer(repository, tag, e).orElseThrow(() -> e);
    }
    checks.keep(repository.path(), tag, new Check(Outcome.MISSING, clock.instant()));
    throw unknown(repository, tag.value());
  }

  private RawManifest obtain(CachedRepository repository, Tag tag, Digest digest, Urgency urgency)
      throws IOException {
    Optional<RawManifest> held = records.find(repository.path(), digest);
    if (held.isEmpty()) {
      return arrivals.fetch(
          new DigestReference(repository.upstream(), digest), Optional.of(tag), urgency);
    }
    if (!records.resolve(repository.path(), tag).equals(Optional.of(digest))) {
      arrivals.store(repository, held.get(), Optional.of(tag));
    }
    return held.get();
  }

  /** What is here, with how old it is and why nothing newer is. */
  private Optional<Served> lastAnswer(CachedRepository repository, Tag tag, Exception failure) {
    Optional<RawManifest> held = held(repository, tag);
    Optional<Check> check = checks.find(repository.path(), tag);
    Duration age = check.map(this::age).orElse(Duration.ZERO);
    Duration allowed = rules.ruleFor(repository.upstream()).stale();
    boolean missing = check.isPresent() && check.get().outcome() == Outcome.MISSING;
    return held.filter(_ -> !missing && CacheRule.lasts(allowed, age))
        .map(manifest -> Served.stale(manifest, age, String.valueOf(failure.getMessage())));
  }

  /**
   * What a digest names.
   *
   * @throws UpstreamFailureException when it is not here and could not be fetched
   */
  public Served get(CachedRepository repository, Digest digest) throws IOException {
    Served served = Served.immutable(named(repository, digest));
    uses.pulled(repository.path(), digest);
    return served;
  }

  private RawManifest named(CachedRepository repository, Digest digest) throws IOException {
    Optional<RawManifest> held = records.find(repository.path(), digest);
    if (held.isPresent()) {
      counts.count(Content.MANIFEST, Answer.HIT);
      return held.get();
    }
    counts.count(Content.MANIFEST, Answer.MISS);
    DigestReference reference = new DigestReference(repository.upstream(), digest);
    CacheRule rule = rules.ruleFor(repository.upstream());
    if (missing.contains(reference, rule.missing())) {
      throw unknown(repository, digest.toString());
    }
    try {
      return digestFlights.join(
          new DigestKey(repository.path(), digest),
          () -> arrivals.fetch(reference, Optional.empty(), Urgency.INTERACTIVE));
    } catch (RegistryException.NotFound _) {
      missing.add(reference);
      throw unknown(repository, digest.toString());
    } catch (RegistryException.Unauthorized | RegistryException.Denied e) {
      throw hidden(repository, digest.toString(), e);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw UpstreamFailureException.of(repository, e);
    }
  }

  private Optional<RawManifest> held(CachedRepository repository, Tag tag) {
    return records
        .resolve(repository.path(), tag)
        .flatMap(digest -> records.find(repository.path(), digest));
  }

  private Duration age(Check check) {
    Duration age = Duration.between(check.at(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age; // a clock that was set back
  }

  private static RefusedException unknown(CachedRepository repository, String reference) {
    return new RefusedException(
        RefusalCode.MANIFEST_UNKNOWN,
        "the registry behind %s has no manifest %s".formatted(repository, reference));
  }

  /** Registries tell who may not see a repository the same as who asks for one that is not. */
  private static RefusedException hidden(
      CachedRepository repository, String reference, IOException why) {
    return new RefusedException(
        RefusalCode.MANIFEST_UNKNOWN,
        "the registry behind %s has no manifest %s, or does not show it to this cache: %s"
            .formatted(repository, reference, why.getMessage()));
  }
}
