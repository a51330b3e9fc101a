package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps images back until they have an age at which others would have noticed what is wrong with
 * them. The age counts from when an image says that it was created, or, where it does not say so,
 * from when it was first asked for here. An index lets its children in with it.
 */
public final class Quarantine implements Admission {
  private final CacheRules rules;
  private final Birthdays birthdays;
  private final Holds holds;
  private final Exceptions exceptions;

  /** What is served whatever its age, and the clock that ages go by. */
  public record Exceptions(Set<Digest> released, InstantSource clock) {
    public Exceptions {
      released = Set.copyOf(released);
    }
  }

  public Quarantine(CacheRules rules, Upstream upstream, Holds holds, Exceptions exceptions) {
    this.rules = rules;
    this.birthdays = new Birthdays(upstream);
    this.holds = holds;
    this.exceptions = exceptions;
  }

  @Override
  public void admit(RepositoryName repository, RawManifest manifest) throws IOException {
    Duration minimum = rules.ruleFor(repository).minimumAge();
    if (minimum.isZero()
        || minimum.isNegative()
        || exceptions.released().contains(manifest.digest())) {
      return;
    }
    RepositoryPath path = CachedRepository.of(repository).path();
    Instant now = exceptions.clock().instant();
    Manifest content = parse(manifest);
    Optional<Instant> created = birthdays.of(repository, content);
    if (created.isEmpty() || created.get().plus(minimum).isAfter(now)) {
      Holds.Hold hold = holds.note(path, manifest.digest(), now, created.orElse(now).plus(minimum));
      Instant end = created.orElse(hold.since()).plus(minimum);
      if (!hold.released() && end.isAfter(now)) {
        throw refusal(CachedRepository.of(repository), manifest.digest(), end);
      }
    }
    if (content instanceof ImageIndex index) {
      holds.release(path, index.manifests().stream().map(Descriptor::digest).toList(), now);
    }
  }

  private static Manifest parse(RawManifest manifest) {
    try {
      return manifest.parse();
    } catch (InvalidFormatException e) {
      throw new RefusedException(RefusalCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static RefusedException refusal(
      CachedRepository repository, Digest manifest, Instant end) {
    return new RefusedException(
        RefusalCode.DENIED,
        "%s@%s is too new: this registry serves it from %s on; its administrator can release it earlier"
            .formatted(repository, manifest, end.truncatedTo(ChronoUnit.SECONDS)));
  }
}
