package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.Referrer;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/** Follows the manifests of a bundle: everything that they name must be listed as content. */
final class BundleImagesCheck {
  private final BundledImage image;
  private final Set<Digest> content;
  private final Set<Digest> seen = new HashSet<>();

  private BundleImagesCheck(BundledImage image) {
    this.image = image;
    this.content = new HashSet<>(image.content());
  }

  /**
   * Checks all images.
   *
   * @throws BundleException which names the image that is not complete
   */
  static void check(Bundle bundle) throws IOException {
    for (BundledImage image : bundle.contents().images()) {
      BundleImagesCheck check = new BundleImagesCheck(image);
      try (BundleSource source = new BundleSource((OpenedImage) bundle.location(image))) {
        check.follow(image.manifest(), source);
        for (Referrer referrer : image.referrers()) {
          check.follow(referrer.manifest(), source);
        }
      }
    }
    checkSplitBlobs(bundle);
  }

  private void follow(Descriptor manifest, BundleSource source) throws IOException {
    if (!seen.add(manifest.digest())) {
      return;
    }
    require(manifest.digest());
    RawManifest raw = source.manifest(manifest);
    try {
      switch (raw.parse()) {
        case ImageManifest single -> {
          for (Descriptor blob : single.blobs()) {
            if (!blob.mediaType().isForeignLayer() || blob.urls().isEmpty()) {
              require(blob.digest());
            }
          }
        }
        case ImageIndex index -> {
          for (Descriptor child : index.manifests()) {
            follow(child, source);
          }
        }
        case Schema1Manifest old -> {
          for (Digest layer : old.layers()) {
            require(layer);
          }
        }
        case UnknownManifest _ -> {
          // Nobody knows what it points at.
        }
      }
    } catch (InvalidFormatException e) {
      throw new BundleException(
          "the image %s of the bundle is damaged: %s".formatted(image.name(), e.getMessage()), e);
    }
  }

  private void require(Digest digest) throws BundleException {
    if (!content.contains(digest)) {
      throw new BundleException(
          "the image %s of the bundle is not complete: %s is not among its content"
              .formatted(image.name(), digest));
    }
  }

  /** Each piece has the digest that is listed for it; together they must have the blob's, too. */
  private static void checkSplitBlobs(Bundle bundle) throws IOException {
    Set<Digest> split = new HashSet<>();
    bundle.contents().parts().stream()
        .flatMap(part -> part.pieces().stream())
        .filter(piece -> !piece.isWhole())
        .forEach(piece -> split.add(piece.blob()));
    for (Digest blob : split) {
      try (InputStream in =
          new VerifiedInputStream(bundle.open(blob, 0), blob, bundle.size(blob), "the bundle")) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
