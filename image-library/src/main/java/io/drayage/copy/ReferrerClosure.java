package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that belongs to some manifests: their referrers, the referrers of those, and so on. Each is
 * in it once for each way by which it was found.
 *
 * @param failures what could not be looked at, so that something may be missing
 */
public record ReferrerClosure(List<Referrer> referrers, List<Failure> failures) {
  /** How many are followed; more is a failure. */
  public static final int MAXIMUM_NUMBER = 1000;

  /** How long a chain of referrers may be; what is longer is a failure. */
  public static final int MAXIMUM_DEPTH = 8;

  /**
   * A question that had no answer.
   *
   * @param what in the present participle: {@code listing what refers to sha256:…}
   */
  public record Failure(String what, IOException cause) {
    @Override
    public String toString() {
      return what + ": " + cause.getMessage();
    }
  }

  public ReferrerClosure {
    referrers = List.copyOf(referrers);
    failures = List.copyOf(failures);
  }

  /**
   * Looks for everything that belongs to manifests of a source. Blocks; manifests of one level are
   * asked for at the same time. A source that knows no referrers has none.
   *
   * @param subjects the digest of the image, and those of its instances
   * @param filter what it leaves out is not followed either
   * @throws java.io.InterruptedIOException when the thread was interrupted; all other failures are
   *     in the result
   */
  public static ReferrerClosure of(
      ImageSource source, Collection<Digest> subjects, ReferrerFilter filter)
      throws IOException, InterruptedException {
    var listing = source.as(ReferrerListing.class);
    if (listing.isEmpty()) {
      return new ReferrerClosure(List.of(), List.of());
    }
    return new Search(listing.get(), filter).from(subjects);
  }

  private static final class Search {
    private final ReferrerListing listing;
    private final ReferrerFilter filter;
    private final Set<Digest> asked = new LinkedHashSet<>();
    private final Set<Referrer> found = new LinkedHashSet<>();
    private final List<Failure> failures = new ArrayList<>();

    Search(ReferrerListing listing, ReferrerFilter filter) {
      this.listing = listing;
      this.filter = filter;
    }

    ReferrerClosure from(Collection<Digest> subjects) throws IOException, InterruptedException {
      Set<Digest> level = new LinkedHashSet<>(subjects);
      for (int depth = 0; !level.isEmpty(); depth++) {
        if (depth == MAXIMUM_DEPTH) {
          fail("following referrers", "they refer to each other more than %d deep", MAXIMUM_DEPTH);
          break;
        }
        asked.addAll(level);
        Set<Digest> next = new LinkedHashSet<>();
        for (Referrer referrer : list(level)) {
          if (found.size() == MAXIMUM_NUMBER) {
            fail("following referrers", "there are more than %d", MAXIMUM_NUMBER);
            return new ReferrerClosure(List.copyOf(found), failures);
          }
          if (found.add(referrer) && !asked.contains(referrer.manifest().digest())) {
            next.add(referrer.manifest().digest());
          }
        }
        level = next;
      }
      return new ReferrerClosure(List.copyOf(found), failures);
    }

    private void fail(String what, String reason, int limit) {
      failures.add(new Failure(what, new CopyRefusedException(reason.formatted(limit))));
    }

    private List<Referrer> list(Set<Digest> level) throws IOException, InterruptedException {
      Map<Digest, List<Referrer>> lists = new ConcurrentHashMap<>();
      Map<Digest, Failure> failed = new ConcurrentHashMap<>();
      try (TaskGroup group = new TaskGroup()) {
        for (Digest subject : level) {
          group.start(
              () -> {
                try {
                  lists.put(subject, listing.referrers(subject));
                } catch (IOException e) {
                  Interruptions.rethrow(e);
                  failed.put(subject, new Failure("listing what refers to " + subject, e));
                }
              });
        }
        group.join();
      }
      List<Referrer> all = new ArrayList<>();
      for (Digest subject : level) {
        all.addAll(lists.getOrDefault(subject, List.of()));
        if (failed.containsKey(subject)) {
          failures.add(failed.get(subject));
        }
      }
      all.removeIf(referrer -> !filter.admits(referrer));
      return all;
    }
  }
}
