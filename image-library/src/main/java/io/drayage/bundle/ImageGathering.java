package io.drayage.bundle;

import io.drayage.copy.ReferrerClosure;
import io.drayage.copy.ReferrerFilter;
import io.drayage.copy.ReferrerRule;
import io.drayage.copy.TaskGroup;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.Platform;
import io.drayage.image.PlatformChoice;
import io.drayage.image.PlatformNotFoundException;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the manifests of one image, as they are: nothing of a bundle is converted. */
final class ImageGathering {
  /** How deep an index may hold indexes. */
  private static final int MAXIMUM_DEPTH = 4;

  private final WantedImage image;
  private final ImageSource source;
  private final Map<Digest, RawManifest> manifests = new LinkedHashMap<>();
  private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
  private final List<Referrer> referrers = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ImageGathering(WantedImage image, ImageSource source) {
    this.image = image;
    this.source = source;
  }

  /**
   * Reads the manifests of an image and of what refers to it; the source stays open.
   *
   * @param request which platform, and which referrers, are wanted
   */
  static GatheredImage gather(WantedImage image, ImageSource source, BundleRequest request)
      throws IOException, InterruptedException {
    ImageGathering gathering = new ImageGathering(image, source);
    RawManifest top;
    try {
      top = gathering.chosen(source.manifest(), request.platform());
      gathering.add(top, 0);
    } catch (InvalidFormatException e) {
      throw new BundleException("%s: %s".formatted(source.location(), e.getMessage()), e);
    }
    gathering.addReferrers(request.referrers());
    return new GatheredImage(
        image,
        source,
        top,
        gathering.manifests,
        gathering.blobs,
        gathering.referrers,
        gathering.problems);
  }

  private void addReferrers(ReferrerRule rule) throws IOException, InterruptedException {
    if (rule.filter() instanceof ReferrerFilter.None) {
      return;
    }
    ReferrerClosure closure =
        ReferrerClosure.of(source, List.copyOf(manifests.keySet()), rule.filter());
    closure.failures().forEach(failure -> problems.add(image.source() + ": " + failure));
    for (Referrer referrer : closure.referrers()) {
      try {
        // On its own first: one that is malformed must not leave half of itself.
        ImageGathering own = new ImageGathering(image, source);
        own.add(source.manifest(referrer.manifest()), 0);
        manifests.putAll(own.manifests);
        own.blobs.forEach(blobs::putIfAbsent);
        referrers.add(referrer);
      } catch (ContentNotFoundException | BundleException | InvalidFormatException e) {
        problems.add("%s: the referrer %s: %s".formatted(image.source(), referrer, e.getMessage()));
      }
    }
    if (rule.demand() == ReferrerRule.Demand.REQUIRED && !problems.isEmpty()) {
      throw new BundleException("the referrers are not complete: " + String.join("; ", problems));
    }
  }

  /** The one image for a platform, or all of it when none is asked for. */
  private RawManifest chosen(RawManifest top, Optional<Platform> platform) throws IOException {
    RawManifest chosen = top;
    for (int depth = 0; platform.isPresent(); depth++) {
      requireDepth(depth);
      if (!(chosen.parse() instanceof ImageIndex index)) {
        break;
      }
      try {
        chosen = source.manifest(PlatformChoice.of(platform.get()).choose(index));
      } catch (PlatformNotFoundException e) {
        throw new BundleException("%s: %s".formatted(source.location(), e.getMessage()), e);
      }
    }
    return chosen;
  }

  private void requireDepth(int depth) throws BundleException {
    if (depth > MAXIMUM_DEPTH) {
      throw new BundleException(
          "%s: indexes are nested more than %d deep".formatted(image.source(), MAXIMUM_DEPTH));
    }
  }

  private void add(RawManifest raw, int depth) throws IOException, InterruptedException {
    requireDepth(depth);
    if (manifests.putIfAbsent(raw.digest(), raw) != null) {
      return;
    }
    Manifest manifest = raw.parse();
    switch (manifest) {
      case ImageManifest single -> single.blobs().forEach(this::addBlob);
      case ImageIndex index -> {
        for (RawManifest child : children(index)) {
          add(child, depth + 1);
        }
      }
      case Schema1Manifest _ ->
          throw new BundleException(
              "%s has a manifest of Docker's first format: convert it first, by dray copy --format v2s2"
                  .formatted(image.source()));
      case UnknownManifest _ ->
          throw new BundleException(
              "%s has a manifest of the type %s, and nobody knows what belongs to it"
                  .formatted(image.source(), raw.mediaType()));
    }
  }

  /** Layers that lie elsewhere by licence are named by their URLs and stay where they are. */
  private void addBlob(Descriptor blob) {
    if (!blob.mediaType().isForeignLayer() || blob.urls().isEmpty()) {
      blobs.putIfAbsent(blob.digest(), blob);
    }
  }

  private List<RawManifest> children(ImageIndex index) throws IOException, InterruptedException {
    Map<Digest, RawManifest> read = new ConcurrentHashMap<>();
    try (TaskGroup group = new TaskGroup()) {
      for (Descriptor child : index.manifests()) {
        group.start(() -> read.put(child.digest(), source.manifest(child)));
      }
      group.join();
    }
    return index.manifests().stream().map(Descriptor::digest).distinct().map(read::get).toList();
  }
}
