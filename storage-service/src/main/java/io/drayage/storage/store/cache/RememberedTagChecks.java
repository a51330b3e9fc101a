package io.drayage.storage.store.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.TagChecks;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers checks, so that a pull takes no query. What another replica finds out meanwhile is not
 * noticed: this one then asks the upstream once more than it had to. The same answer is written
 * once a minute at most.
 */
public final class RememberedTagChecks implements TagChecks {
  private static final int TAGS = 200_000;
  private static final Duration WRITTEN = Duration.ofMinutes(1);

  private final TagChecks checks;
  private final Cache<Key, Remembered> remembered =
      Caffeine.newBuilder().maximumSize(TAGS).executor(Runnable::run).build();

  private record Key(String repository, String tag) {}

  /**
   * @param written the newest of these that is in the records
   */
  private record Remembered(Check check, Check written) {}

  public RememberedTagChecks(TagChecks checks) {
    this.checks = checks;
  }

  @Override
  public Optional<Check> find(RepositoryPath repository, Tag tag) {
    Key key = new Key(repository.value(), tag.value());
    Remembered known = remembered.getIfPresent(key);
    if (known != null) {
      return Optional.of(known.check());
    }
    Optional<Check> found = checks.find(repository, tag);
    found.ifPresent(check -> remembered.put(key, new Remembered(check, check)));
    return found;
  }

  @Override
  public void keep(RepositoryPath repository, Tag tag, Check check) {
    Key key = new Key(repository.value(), tag.value());
    Remembered known = remembered.getIfPresent(key);
    if (known != null
        && known.written().outcome() == check.outcome()
        && Duration.between(known.written().at(), check.at()).compareTo(WRITTEN) < 0) {
      remembered.put(key, new Remembered(check, known.written()));
      return;
    }
    checks.keep(repository, tag, check);
    remembered.put(key, new Remembered(check, check));
  }
}
