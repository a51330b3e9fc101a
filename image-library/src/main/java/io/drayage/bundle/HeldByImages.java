package io.drayage.bundle;

import io.drayage.copy.ReferrerRule;
import io.drayage.copy.SourceApproval;
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

/**
 * Images that the other side has: those of an earlier bundle, which was or will be applied before,
 * with what it presumed; or those that somebody lists. Immutable.
 */
public final class HeldByImages implements HeldContent {
  private final Optional<Digest> bundle;
  private final Map<Digest, List<RepositoryName>> repositories = new HashMap<>();

  private HeldByImages(Optional<Digest> bundle, List<BundledImage> images) {
    this.bundle = bundle;
    for (BundledImage image : images) {
      for (Digest digest : image.content()) {
        List<RepositoryName> places = repositories.computeIfAbsent(digest, _ -> new ArrayList<>());
        if (!places.contains(image.name().repository())) {
          places.add(image.name().repository());
        }
      }
    }
  }

  /**
   * Reads the list of contents of an earlier bundle.
   *
   * @param file one part of it, or the list alone
   * @throws BundleException when the file is neither
   */
  public static HeldByImages ofBundle(Path file) throws IOException {
    BundleListing listing = BundleListing.read(file);
    return new HeldByImages(Optional.of(listing.bundle()), listing.contents().images());
  }

  /**
   * Reads the manifests of images, all of an index.
   *
   * @param images where they can be read now; named as they are at the other side
   */
  public static HeldByImages of(List<WantedImage> images) throws IOException, InterruptedException {
    BundleRequest request =
        new BundleRequest(
            images,
            Optional.empty(),
            ReferrerRule.NONE,
            Path.of(""),
            Long.MAX_VALUE,
            List.of(),
            Optional.empty());
    SourceApproval nothingIsTaken = SourceApproval.EVERYTHING;
    try (GatheredImages gathered = GatheredImages.of(request, nothingIsTaken)) {
      return new HeldByImages(
          Optional.empty(), gathered.images().stream().map(GatheredImage::bundled).toList());
    }
  }

  @Override
  public List<RepositoryName> repositoriesWith(Descriptor blob, RepositoryName repository) {
    List<RepositoryName> places = repositories.getOrDefault(blob.digest(), List.of());
    return places.contains(repository) ? List.of(repository) : places;
  }

  @Override
  public Optional<Digest> bundle() {
    return bundle;
  }
}
