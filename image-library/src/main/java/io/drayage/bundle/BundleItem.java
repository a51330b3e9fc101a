package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.RawManifest;

/** What is laid down in a bundle, and where its bytes come from. */
sealed interface BundleItem {

  Descriptor descriptor();

  record OfManifest(RawManifest manifest) implements BundleItem {
    @Override
    public Descriptor descriptor() {
      return manifest.descriptor();
    }
  }

  /** A config or layer that is read from the source of one of the images that need it. */
  record OfBlob(Descriptor descriptor, GatheredImage image) implements BundleItem {}
}
