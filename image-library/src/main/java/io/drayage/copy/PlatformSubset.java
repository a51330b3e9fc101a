package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.ImageIndex;
import io.drayage.image.Platform;
import io.drayage.image.PlatformChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which entries of an index are those of some platforms. */
final class PlatformSubset {
  private PlatformSubset() {}

  /**
   * The entries in the order of the index, together with those that describe a chosen one
   * (attestations of BuildKit name it in an annotation).
   *
   * @throws CopyRefusedException when a platform has no entry, or the index may not change
   */
  static List<Descriptor> of(ImageIndex index, List<Platform> platforms, ImageDecisions decisions)
      throws CopyRefusedException {
    Set<Descriptor> chosen = new LinkedHashSet<>();
    for (Platform platform : platforms) {
      chosen.add(
          PlatformChoice.of(platform)
              .find(index)
              .orElseThrow(
                  () ->
                      new CopyRefusedException(
                          "the index has no image for %s: ask for one of %s"
                              .formatted(platform, offered(index)))));
    }
    Set<String> digests = new LinkedHashSet<>();
    chosen.forEach(entry -> digests.add(entry.digest().toString()));
    List<Descriptor> kept =
        index.manifests().stream()
            .filter(
                entry ->
                    chosen.contains(entry)
                        || digests.contains(
                            entry.annotations().getOrDefault("vnd.docker.reference.digest", "")))
            .toList();
    if (kept.size() < index.manifests().size() && decisions.bytesAreFixed(index.raw().digest())) {
      throw new CopyRefusedException(
          "an index of some platforms only has another digest than the whole, but that must stay: %s, or copy all of the index"
              .formatted(decisions.remedy(index.raw().digest())));
    }
    return kept;
  }

  private static List<String> offered(ImageIndex index) {
    return index.manifests().stream()
        .map(entry -> entry.platform() == null ? "" : entry.platform().toString())
        .filter(name -> !name.isEmpty())
        .distinct()
        .limit(32)
        .toList();
  }
}
