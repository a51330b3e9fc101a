package io.drayage.bundle;

import io.drayage.image.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one part tells of its bundle; the other parts may be elsewhere.
 *
 * @param bundle the digest of the contents
 */
public record BundleListing(Digest bundle, BundleContents contents) {

  /**
   * Reads the list of contents of a part.
   *
   * @throws BundleException when it is none
   */
  public static BundleListing read(Path part) throws IOException {
    PartSet set = PartSet.find(List.of(part));
    return new BundleListing(set.head().part().identity().bundle(), set.contents());
  }

  /** How many bytes an image has, with what the bundle does not hold of it. */
  public long size(BundledImage image) {
    Map<Digest, Long> sizes = new HashMap<>(contents.sizes());
    contents.presumed().forEach(blob -> sizes.put(blob.digest(), blob.size()));
    return image.content().stream().mapToLong(digest -> sizes.getOrDefault(digest, 0L)).sum();
  }
}
