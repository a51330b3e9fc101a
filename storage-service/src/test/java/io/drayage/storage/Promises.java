package io.drayage.storage;

import io.drayage.testing.ImageFixture;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a registry has promised to its clients. Whoever asks it for a change says so before, from
 * when on either state is right, and after the answer, from when on one is. Thread-safe.
 */
final class Promises {
  /** What a tag may point to when there may be no such tag. */
  static final String NOTHING = "";

  /** Whether a manifest is there. */
  enum State {
    THERE,
    GONE,
    EITHER
  }

  /** A manifest in a repository. */
  record Stored(String repository, ImageFixture image) {
    String key() {
      return repository + "@" + image.digest();
    }
  }

  private final Map<String, Stored> images = new TreeMap<>();
  private final Map<String, State> states = new TreeMap<>();
  private final Map<String, Set<String>> tags = new TreeMap<>();
  private final Set<String> changed = new HashSet<>();

  synchronized void putting(Stored stored, String tag) {
    images.put(stored.key(), stored);
    if (states.get(stored.key()) != State.THERE) {
      states.put(stored.key(), State.EITHER);
    }
    changed.add(stored.key());
    allowed(stored.repository(), tag).add(stored.image().digest().toString());
  }

  synchronized void put(Stored stored, String tag) {
    states.put(stored.key(), State.THERE);
    pointsTo(stored.repository(), tag, stored.image().digest().toString());
  }

  synchronized void deleting(Stored stored) {
    states.put(stored.key(), State.EITHER);
    changed.add(stored.key());
    tagsOf(stored).forEach(possible -> possible.add(NOTHING));
  }

  synchronized void deleted(Stored stored) {
    states.put(stored.key(), State.GONE);
    tagsOf(stored).forEach(possible -> possible.remove(stored.image().digest().toString()));
  }

  synchronized void untagging(String repository, String tag) {
    allowed(repository, tag).add(NOTHING);
  }

  /** What a tag points to now, because the registry said so. */
  synchronized void pointsTo(String repository, String tag, String digest) {
    Set<String> possible = allowed(repository, tag);
    possible.clear();
    possible.add(digest);
  }

  synchronized void isThere(Stored stored, boolean there) {
    states.put(stored.key(), there ? State.THERE : State.GONE);
    changed.remove(stored.key());
  }

  synchronized State state(Stored stored) {
    return states.getOrDefault(stored.key(), State.GONE);
  }

  synchronized List<Stored> there() {
    return images.values().stream().filter(stored -> state(stored) == State.THERE).toList();
  }

  synchronized List<Stored> there(String repository) {
    return there().stream().filter(stored -> stored.repository().equals(repository)).toList();
  }

  /** Those that somebody changed or wanted to since they were looked at. */
  synchronized List<Stored> changed() {
    return changed.stream().map(images::get).toList();
  }

  synchronized List<Stored> all() {
    return List.copyOf(images.values());
  }

  /** By {@code repository:tag}, the digests that it may point to. */
  synchronized Map<String, Set<String>> tags() {
    Map<String, Set<String>> copy = new TreeMap<>();
    tags.forEach((name, digests) -> copy.put(name, Set.copyOf(digests)));
    return copy;
  }

  private Set<String> allowed(String repository, String tag) {
    return tags.computeIfAbsent(repository + ":" + tag, _ -> new HashSet<>(Set.of(NOTHING)));
  }

  private List<Set<String>> tagsOf(Stored stored) {
    return tags.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(stored.repository() + ":"))
        .map(Map.Entry::getValue)
        .filter(digests -> digests.contains(stored.image().digest().toString()))
        .toList();
  }
}
