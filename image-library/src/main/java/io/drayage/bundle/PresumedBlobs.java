package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.sync.BoundedWork;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which blobs of some images the other side has. */
final class PresumedBlobs {
  private static final int PARALLEL_QUESTIONS = 16;

  private final Map<Digest, PresumedBlob> blobs = new LinkedHashMap<>();
  private final List<Digest> buildsOn;

  private PresumedBlobs(List<Digest> buildsOn) {
    this.buildsOn = buildsOn;
  }

  /**
   * A blob that images need.
   *
   * @param repositories those of the images
   * @param held those of images that the other side has as a whole
   */
  private record Needed(
      Descriptor blob, Set<RepositoryName> repositories, Set<RepositoryName> held) {}

  static PresumedBlobs of(List<GatheredImage> images, List<HeldContent> held)
      throws IOException, InterruptedException {
    PresumedBlobs presumed =
        new PresumedBlobs(
            held.stream().map(HeldContent::bundle).flatMap(Optional::stream).sorted().toList());
    if (!held.isEmpty()) {
      presumed.ask(held, needed(images, held));
    }
    return presumed;
  }

  private static List<Needed> needed(List<GatheredImage> images, List<HeldContent> held) {
    Map<Digest, Needed> needed = new LinkedHashMap<>();
    for (GatheredImage image : images) {
      RepositoryName repository = image.wanted().name().repository();
      Set<Digest> below = new HashSet<>();
      for (Digest manifest : image.manifests().keySet()) {
        if (held.stream().anyMatch(each -> each.hasManifest(manifest))) {
          image.addBelow(manifest, below);
        }
      }
      for (Descriptor blob : image.blobs().values()) {
        Needed one =
            needed.computeIfAbsent(
                blob.digest(), _ -> new Needed(blob, new LinkedHashSet<>(), new LinkedHashSet<>()));
        one.repositories().add(repository);
        if (below.contains(blob.digest())) {
          one.held().add(repository);
        }
      }
    }
    return List.copyOf(needed.values());
  }

  private void ask(List<HeldContent> held, List<Needed> needed)
      throws IOException, InterruptedException {
    Map<Digest, List<RepositoryName>> answers = new ConcurrentHashMap<>();
    BoundedWork.forEach(
        needed.size(),
        PARALLEL_QUESTIONS,
        index -> {
          List<RepositoryName> places = places(needed.get(index), held);
          if (!places.isEmpty()) {
            answers.put(needed.get(index).blob().digest(), places);
          }
        });
    for (Needed each : needed) {
      Descriptor blob = each.blob();
      List<RepositoryName> places = answers.get(blob.digest());
      if (places != null) {
        blobs.put(blob.digest(), new PresumedBlob(blob.digest(), blob.size(), places));
      }
    }
  }

  /** One that is known is enough: a blob is mounted from there into the others. */
  private static List<RepositoryName> places(Needed needed, List<HeldContent> held)
      throws IOException {
    if (!needed.held().isEmpty()) {
      return List.copyOf(needed.held());
    }
    for (RepositoryName repository : needed.repositories()) {
      for (HeldContent each : held) {
        List<RepositoryName> places = each.repositoriesWith(needed.blob(), repository);
        if (!places.isEmpty()) {
          return List.copyOf(places);
        }
      }
    }
    return List.of();
  }

  boolean contains(Digest blob) {
    return blobs.containsKey(blob);
  }

  /** In the order in which images need them. */
  List<PresumedBlob> blobs() {
    return List.copyOf(blobs.values());
  }

  List<Digest> buildsOn() {
    return buildsOn;
  }
}
