package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An earlier bundle, which was or will be applied before: what it has and what it presumed. */
public final class HeldByBundle implements HeldContent {
  private final Digest bundle;
  private final Map<Digest, List<RepositoryName>> repositories = new HashMap<>();

  private HeldByBundle(Digest bundle, BundleContents contents) {
    this.bundle = bundle;
    for (BundledImage image : contents.images()) {
      for (Digest digest : image.content()) {
        List<RepositoryName> places = repositories.computeIfAbsent(digest, _ -> new ArrayList<>());
        if (!places.contains(image.name().repository())) {
          places.add(image.name().repository());
        }
      }
    }
  }

  /**
   * Reads the list of contents; one part of the bundle is enough.
   *
   * @throws BundleException when the file is no part of a bundle
   */
  public static HeldByBundle read(Path part) throws IOException {
    PartSet set = PartSet.find(List.of(part));
    return new HeldByBundle(set.head().part().identity().bundle(), set.contents());
  }

  @Override
  public List<RepositoryName> repositoriesWith(Descriptor blob, RepositoryName repository) {
    List<RepositoryName> places = repositories.getOrDefault(blob.digest(), List.of());
    return places.contains(repository) ? List.of(repository) : places;
  }

  @Override
  public Optional<Digest> bundle() {
    return Optional.of(bundle);
  }
}
