package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.Reference;
import io.drayage.transport.Referrer;
import java.util.List;

/**
 * An image of a bundle.
 *
 * @param name where it came from, and what its name at a destination is made of
 * @param manifest its top-level manifest
 * @param referrers what belongs to one of its manifests, directly or through another one
 * @param content the digests of everything it consists of: manifests, configs and layers, those of
 *     its referrers included
 */
public record BundledImage(
    Reference name, Descriptor manifest, List<Referrer> referrers, List<Digest> content) {

  public BundledImage {
    referrers = List.copyOf(referrers);
    content = List.copyOf(content);
  }
}
