package io.drayage.transport;

import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which {@linkplain DigestTag tags made of digests} repositories have, for the images of one run:
 * each repository is listed once, or not at all when somebody else lists it. Thread-safe.
 */
final class KnownTags {
  private record Place(RegistryClient registry, RepositoryName repository) {}

  private enum Answer {
    TOLD,
    REFUSED
  }

  /** What a registry told of the tags of a repository. */
  private record Told(Answer answer, Set<String> tags) {
    boolean mayHave(DigestTag tag) {
      return answer == Answer.REFUSED || tags.contains(tag.tag().value());
    }
  }

  private static final class Listing {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Told told;
  }

  private final ConcurrentHashMap<Place, Listing> listings = new ConcurrentHashMap<>();

  /** Takes note of a list that was read for another reason. */
  void listed(RegistryPoint point, List<Tag> tags) {
    listing(point).told = new Told(Answer.TOLD, digestTags(tags));
  }

  /** Whether the repository may have a tag; asks for the list at most once. */
  boolean mayHave(RegistryPoint point, DigestTag tag) throws IOException {
    Listing listing = listing(point);
    Told known = listing.told;
    if (known == null) {
      try {
        listing.lock.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("waiting for a list of tags");
        interrupted.initCause(e);
        throw interrupted;
      }
      try {
        known = listing.told;
        if (known == null) {
          known = list(point);
          listing.told = known;
        }
      } finally {
        listing.lock.unlock();
      }
    }
    return known.mayHave(tag);
  }

  /** Whether the repository's tags are known and this is one; asks nobody. */
  boolean has(RegistryPoint point, DigestTag tag) {
    Told known = listing(point).told;
    return known != null && known.answer() == Answer.TOLD && known.mayHave(tag);
  }

  private Listing listing(RegistryPoint point) {
    return listings.computeIfAbsent(
        new Place(point.connection(), point.repository()), _ -> new Listing());
  }

  private static Told list(RegistryPoint point) throws IOException {
    try {
      return new Told(Answer.TOLD, digestTags(point.client().tags(point.repository()).tags()));
    } catch (RegistryException.NotFound e) {
      return new Told(Answer.TOLD, Set.of());
    } catch (RegistryException.Denied
        | RegistryException.Unauthorized
        | RegistryException.Unsupported e) {
      // Whoever may read images need not be allowed to list them: each tag is asked for then.
      return new Told(Answer.REFUSED, Set.of());
    }
  }

  private static Set<String> digestTags(List<Tag> tags) {
    Set<String> found = new HashSet<>();
    for (Tag tag : tags) {
      if (tag.value().startsWith("sha256-") || tag.value().startsWith("sha512-")) {
        found.add(tag.value());
      }
    }
    return found;
  }
}
