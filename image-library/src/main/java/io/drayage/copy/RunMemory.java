package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.Chunking;
import io.drayage.transport.ImageLocation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the images of one run tell each other: which blobs and manifests a repository was seen to
 * hold, and which blobs are on their way. Thread-safe.
 */
final class RunMemory {
  private record Content(RepositoryName repository, Digest digest) {}

  private record Made(Object store, ChangedBlob blob) {}

  /** Where a change is made of blobs: another place than that of the blobs themselves. */
  record ChangingPlace(Object store, LayerChange change) {}

  private record Subjects(
      RepositoryName repository, Set<Digest> manifests, ReferrerFilter filter) {}

  /** How many other repositories are tried before a blob is transferred. */
  private static final int CANDIDATES = 3;

  private final Set<Content> seen = ConcurrentHashMap.newKeySet();
  private final BlobLocations ofThisRun = new BlobLocationsInMemory();
  private final BlobLocations remembered;
  private final CopyMemory beyond;
  private final Map<Subjects, ReferrerOutcome> referrers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Made, StoredLayer> made = new ConcurrentHashMap<>();
  private final Map<ImageLocation, ReentrantLock> turns = new ConcurrentHashMap<>();
  private final Flights flights = new Flights();

  RunMemory(CopyMemory beyond) {
    this.beyond = beyond;
    this.remembered = beyond.locations();
  }

  /** How a blob is sent that another process can go on with; empty if it is sent at once. */
  Optional<Chunking> chunking(RepositoryName repository, Descriptor blob) {
    return beyond.chunks().appliesTo(blob.size())
        ? Optional.of(
            new Chunking(
                beyond.chunks(),
                new JournaledTransfer(beyond.journal(), repository, blob.digest())))
        : Optional.empty();
  }

  Flights flights() {
    return flights;
  }

  /** For those who write to one place one after another. */
  ReentrantLock turn(ImageLocation place) {
    return turns.computeIfAbsent(place, _ -> new ReentrantLock());
  }

  /** Whether this run saw the content in the repository. */
  boolean saw(RepositoryName repository, Digest digest) {
    return seen.contains(new Content(repository, digest));
  }

  void sawManifest(RepositoryName repository, Digest manifest) {
    seen.add(new Content(repository, manifest));
  }

  void sawBlob(RepositoryName repository, Digest blob) {
    if (seen.add(new Content(repository, blob))) {
      ofThisRun.add(repository, blob);
      remembered.add(repository, blob);
    }
  }

  /** What this run made of a blob and put into a store. */
  Optional<StoredLayer> made(Object store, ChangedBlob blob) {
    return Optional.ofNullable(made.get(new Made(store, blob)));
  }

  void remember(Object store, StoredLayer layer, ChangedBlob blob) {
    made.put(new Made(store, blob), layer);
  }

  /**
   * A blob was not there when the question was asked. An earlier run's memory of it is wrong then;
   * what this run saw is newer than the answer, for another image may have brought it meanwhile.
   */
  void forgetBlob(RepositoryName repository, Digest blob) {
    remembered.remove(repository, blob);
  }

  /** What came of the referrers of the same manifests before. */
  Optional<ReferrerOutcome> referrersOf(
      RepositoryName repository, Set<Digest> manifests, ReferrerFilter filter) {
    return Optional.ofNullable(referrers.get(new Subjects(repository, manifests, filter)));
  }

  /** All referrers of some manifests are in a repository now. */
  void broughtReferrers(
      RepositoryName repository,
      Set<Digest> manifests,
      ReferrerFilter filter,
      ReferrerOutcome outcome) {
    referrers.put(new Subjects(repository, Set.copyOf(manifests), filter), outcome);
  }

  void missedBlob(RepositoryName repository, Digest blob) {
    seen.remove(new Content(repository, blob));
    ofThisRun.remove(repository, blob);
    remembered.remove(repository, blob);
  }

  /** Whether an earlier run saw the blob in the repository. */
  boolean remembers(RepositoryName repository, Digest blob) {
    return remembered.repositoriesWith(repository.registry(), blob).contains(repository);
  }

  /** Other repositories of the same registry that are believed to hold a blob, best first. */
  List<RepositoryName> elsewhere(RepositoryName here, Digest blob) {
    Set<RepositoryName> known =
        new LinkedHashSet<>(ofThisRun.repositoriesWith(here.registry(), blob));
    known.addAll(remembered.repositoriesWith(here.registry(), blob));
    known.remove(here);
    List<RepositoryName> candidates = new ArrayList<>(known);
    return candidates.size() > CANDIDATES ? candidates.subList(0, CANDIDATES) : candidates;
  }
}
