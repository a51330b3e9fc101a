package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What one run learns of blobs: at most a few repositories for each blob of each registry. */
public final class BlobLocationsInMemory implements BlobLocations {
  private static final int PER_BLOB = 4;

  private record Key(RegistryHost registry, Digest blob) {}

  private final ConcurrentHashMap<Key, List<RepositoryName>> known = new ConcurrentHashMap<>();

  @Override
  public List<RepositoryName> repositoriesWith(RegistryHost registry, Digest blob) {
    return known.getOrDefault(new Key(registry, blob), List.of());
  }

  @Override
  public void add(RepositoryName repository, Digest blob) {
    known.merge(
        new Key(repository.registry(), blob),
        List.of(repository),
        (old, added) ->
            old.contains(repository) || old.size() >= PER_BLOB
                ? old
                : Stream.concat(old.stream(), added.stream()).toList());
  }

  @Override
  public void remove(RepositoryName repository, Digest blob) {
    known.computeIfPresent(
        new Key(repository.registry(), blob),
        (_, old) -> {
          List<RepositoryName> rest = old.stream().filter(r -> !r.equals(repository)).toList();
          return rest.isEmpty() ? null : rest;
        });
  }
}
