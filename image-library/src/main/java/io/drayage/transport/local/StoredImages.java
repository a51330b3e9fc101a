package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an image on disk consists of: follows manifests to everything that they point at. What is
 * missing is reported, not followed.
 */
final class StoredImages {
  /** Deeper than any index that tools make; a guard against files made to exhaust the stack. */
  private static final int MAXIMUM_DEPTH = 8;

  private final ManifestReader manifests;
  private final BlobFolder blobs;

  /** Reads a manifest that is stored. */
  interface ManifestReader {
    /** Empty when it is not there. */
    Optional<RawManifest> read(Descriptor manifest) throws IOException;
  }

  /**
   * @param manifests digests of manifests, those that are missing included
   * @param blobs digests of configs and layers, those that are missing included
   * @param missing what of both is not there, foreign layers left out
   */
  record Content(Set<Digest> manifests, Set<Digest> blobs, Set<Digest> missing) {
    private Content() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    boolean isComplete() {
      return missing.isEmpty();
    }

    /** Manifests and blobs. */
    Set<Digest> all() {
      Set<Digest> all = new HashSet<>(manifests);
      all.addAll(blobs);
      return all;
    }

    void add(Content other) {
      manifests.addAll(other.manifests);
      blobs.addAll(other.blobs);
      missing.addAll(other.missing);
    }
  }

  StoredImages(ManifestReader manifests, BlobFolder blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /** Everything below a manifest, and itself. */
  Content below(Descriptor manifest) throws IOException {
    Content content = new Content();
    follow(manifest, content, 0);
    return content;
  }

  /** Everything below a manifest that need not be stored itself. */
  Content below(RawManifest manifest) throws IOException {
    Content content = new Content();
    content.manifests.add(manifest.digest());
    follow(manifest, content, 0);
    return content;
  }

  private void follow(Descriptor manifest, Content content, int depth) throws IOException {
    if (!content.manifests.add(manifest.digest())) {
      return;
    }
    if (depth > MAXIMUM_DEPTH) {
      throw new IOException(
          "manifest %s is nested more than %d deep".formatted(manifest.digest(), MAXIMUM_DEPTH));
    }
    Optional<RawManifest> stored = manifests.read(manifest);
    if (stored.isEmpty()) {
      content.missing.add(manifest.digest());
      return;
    }
    follow(stored.get(), content, depth);
  }

  private void follow(RawManifest raw, Content content, int depth) throws IOException {
    switch (parse(raw)) {
      case ImageManifest image -> {
        for (Descriptor blob : image.blobs()) {
          content.blobs.add(blob.digest());
          if (!isElsewhere(blob) && !blobs.has(blob)) {
            content.missing.add(blob.digest());
          }
        }
      }
      case ImageIndex index -> {
        for (Descriptor child : index.manifests()) {
          follow(child, content, depth + 1);
        }
      }
      case Schema1Manifest old -> {
        for (Digest layer : old.layers()) {
          content.blobs.add(layer);
          if (!blobs.has(layer)) {
            content.missing.add(layer);
          }
        }
      }
      case UnknownManifest _ -> {
        // Nobody knows what it points at.
      }
    }
  }

  private static Manifest parse(RawManifest raw) throws IOException {
    try {
      return raw.parse();
    } catch (InvalidFormatException e) {
      throw new IOException("manifest %s: %s".formatted(raw.digest(), e.getMessage()), e);
    }
  }

  private static boolean isElsewhere(Descriptor blob) {
    return blob.mediaType().isForeignLayer() || !blob.urls().isEmpty();
  }
}
