package io.drayage.bundle;

import io.drayage.copy.BlobLocations;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.sync.SyncPlan;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.TransportContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a bundle is brought to a destination: as copies, for whoever runs copies. Each of them skips
 * what is there already, so a run that was interrupted is continued by running it again. Immutable.
 */
public final class BundleApplication {
  private final Bundle bundle;
  private final BundleDestinations destinations;

  public BundleApplication(Bundle bundle, BundleDestinations destinations) {
    this.bundle = bundle;
    this.destinations = destinations;
  }

  /**
   * Which image goes where.
   *
   * @param context reaches the destination
   * @throws BundleException when two images would get the same place, or one has none
   */
  public SyncPlan plan(TransportContext context, CopyOptions options) throws BundleException {
    Map<ImageLocation, CopyRequest> byPlace = new LinkedHashMap<>();
    for (BundledImage image : bundle.contents().images()) {
      CopyEnd source = new CopyEnd(bundle.location(image), context);
      CopyEnd destination = new CopyEnd(placeOf(image), context);
      CopyRequest other =
          byPlace.putIfAbsent(
              destination.location(), new CopyRequest(source, destination, options));
      if (other != null) {
        throw new BundleException(
            "%s and %s would both be written to %s: keep their full names apart with --scoped, or map their registries with --map"
                .formatted(other.source(), source, destination));
      }
    }
    return new SyncPlan(List.copyOf(byPlace.values()), List.of(), 1);
  }

  private ImageLocation placeOf(BundledImage image) throws BundleException {
    try {
      return destinations.placeOf(image.name());
    } catch (InvalidFormatException e) {
      throw new BundleException(
          "%s has no place at the destination: %s".formatted(image.name(), e.getMessage()), e);
    }
  }

  /**
   * Where blobs are that the bundle takes for granted: another repository of the destination may
   * have them, from where they are mounted.
   *
   * @param memory what else is known
   */
  public BlobLocations locations(BlobLocations memory) {
    Map<Digest, List<RepositoryName>> known = new HashMap<>();
    for (PresumedBlob blob : bundle.contents().presumed()) {
      List<RepositoryName> places = new ArrayList<>();
      blob.repositories()
          .forEach(repository -> destinations.repository(repository).ifPresent(places::add));
      known.put(blob.digest(), places);
    }
    return new WithPresumed(known, memory);
  }

  private record WithPresumed(Map<Digest, List<RepositoryName>> known, BlobLocations memory)
      implements BlobLocations {
    @Override
    public List<RepositoryName> repositoriesWith(RegistryHost registry, Digest blob) {
      Set<RepositoryName> all = new LinkedHashSet<>(memory.repositoriesWith(registry, blob));
      known.getOrDefault(blob, List.of()).stream()
          .filter(repository -> repository.registry().equals(registry))
          .forEach(all::add);
      return List.copyOf(all);
    }

    @Override
    public void add(RepositoryName repository, Digest blob) {
      memory.add(repository, blob);
    }

    @Override
    public void remove(RepositoryName repository, Digest blob) {
      memory.remove(repository, blob);
    }
  }
}
