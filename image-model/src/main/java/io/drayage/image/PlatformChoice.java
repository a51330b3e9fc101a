package io.drayage.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which image of an index is taken for one platform. The choice is the one that the Linux container
 * tools make, so that the same index means the same image to all of them:
 *
 * <ul>
 *   <li>Operating system, architecture and variant must be equal to one of the wanted platforms; an
 *       earlier one wins. A named variant is followed by the less capable ones that run on the same
 *       machine and by none; with no named variant, none is followed by all known ones.
 *   <li>Versions and features of the operating system do not count.
 *   <li>An entry of an OCI index that names no platform is taken when no other entry fits. In a
 *       Docker list such an entry is never taken.
 *   <li>Among entries of the same platform in an OCI index those that are marked as zstd-compressed
 *       come first, or last where gzip is preferred; then the order in the index decides.
 * </ul>
 *
 * @param wanted what would do, the best first; never empty
 */
public record PlatformChoice(List<Platform> wanted, Preference preference) {

  /** Which of two instances that differ only in the compression of their layers is better. */
  public enum Preference {
    ZSTD,
    GZIP
  }

  /** Marks the entry of an index whose layers need support for zstd; its value is "true". */
  public static final String ZSTD_ANNOTATION = "io.github.containers.compression.zstd";

  /** The variants of an architecture, the most capable first. */
  private static final Map<String, List<String>> VARIANTS =
      Map.of("arm", List.of("v8", "v7", "v6", "v5"), "arm64", List.of("v8"));

  private static final int ANY_PLATFORM = Integer.MAX_VALUE;

  public PlatformChoice {
    wanted = List.copyOf(wanted);
    Objects.requireNonNull(preference);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("a platform choice needs at least one wanted platform");
    }
  }

  /** What runs on this machine. */
  public static PlatformChoice local() {
    return of(Platform.local());
  }

  /** What runs on a platform; its version and features do not count. */
  public static PlatformChoice of(Platform platform) {
    List<Platform> wanted = new ArrayList<>();
    for (String variant : variants(platform.architecture(), platform.variant())) {
      wanted.add(Platform.of(platform.os(), platform.architecture(), variant));
    }
    return new PlatformChoice(wanted, Preference.ZSTD);
  }

  /**
   * What runs on this machine, except for what is given: skopeo's {@code --override-os}, {@code
   * --override-arch} and {@code --override-variant}; null or empty is not given. With a given
   * architecture the variant of this machine means nothing and is not used, even when the
   * architecture is its own.
   */
  public static PlatformChoice overriding(
      @Nullable String os, @Nullable String architecture, @Nullable String variant) {
    return overriding(Platform.local(), os, architecture, variant);
  }

  static PlatformChoice overriding(
      Platform local,
      @Nullable String os,
      @Nullable String architecture,
      @Nullable String variant) {
    boolean ownArchitecture = architecture == null || architecture.isEmpty();
    return of(
        Platform.of(
            given(os).orElse(local.os()),
            given(architecture).orElse(local.architecture()),
            given(variant).orElse(ownArchitecture ? local.variant() : null)));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isEmpty());
  }

  private static List<String> variants(String architecture, @Nullable String variant) {
    List<String> known = VARIANTS.getOrDefault(architecture, List.of());
    List<String> variants = new ArrayList<>();
    if (variant == null) {
      variants.add("");
      variants.addAll(known);
      return variants;
    }
    int position = known.indexOf(variant);
    if (position < 0) {
      variants.add(variant);
    } else {
      variants.addAll(known.subList(position, known.size()));
    }
    variants.add("");
    return variants;
  }

  /** The same platforms, with gzip before zstd. */
  public PlatformChoice preferringGzip() {
    return new PlatformChoice(wanted, Preference.GZIP);
  }

  /** The entry to take, or nothing when none fits. */
  public Optional<Descriptor> find(ImageIndex index) {
    boolean docker = index.raw().mediaType().equals(MediaType.DOCKER_LIST);
    Descriptor best = null;
    int bestRank = ANY_PLATFORM;
    for (Descriptor entry : index.manifests()) {
      int rank = rank(entry);
      if (rank < 0 || (docker && rank == ANY_PLATFORM)) {
        continue;
      }
      boolean better = rank < bestRank || (rank == bestRank && !docker && beats(entry, best));
      if (best == null || better) {
        best = entry;
        bestRank = rank;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The entry to take.
   *
   * @throws PlatformNotFoundException when none fits; it says what the index offers
   */
  public Descriptor choose(ImageIndex index) {
    return find(index).orElseThrow(() -> new PlatformNotFoundException(this, index));
  }

  /** Whether an image that says it is for a platform would do; unlike an entry it must say so. */
  public boolean accepts(Platform platform) {
    return position(platform) >= 0;
  }

  private int rank(Descriptor entry) {
    Platform platform = entry.platform();
    return platform == null ? ANY_PLATFORM : position(platform);
  }

  private int position(Platform platform) {
    return wanted.indexOf(Platform.of(platform.os(), platform.architecture(), platform.variant()));
  }

  private boolean beats(Descriptor entry, @Nullable Descriptor best) {
    boolean preferred = preference == Preference.ZSTD;
    return best != null && isZstd(entry) == preferred && isZstd(best) != preferred;
  }

  private static boolean isZstd(Descriptor entry) {
    return "true".equals(entry.annotations().get(ZSTD_ANNOTATION));
  }
}
