package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.util.List;

/**
 * What goes into a bundle, before it is decided which part holds what.
 *
 * @param items each blob and manifest once, in the order in which they are laid down
 */
record BundleDraft(
    List<BundledImage> images,
    List<PresumedBlob> presumed,
    List<Digest> buildsOn,
    List<Descriptor> items) {

  BundleDraft {
    images = List.copyOf(images);
    presumed = List.copyOf(presumed);
    buildsOn = List.copyOf(buildsOn);
    items = List.copyOf(items);
  }

  BundleContents in(List<BundlePart> parts) {
    return new BundleContents(images, presumed, buildsOn, parts);
  }
}
