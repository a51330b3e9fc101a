package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
   * Reads the list of contents of a part, or from a file that is nothing but the list.
   *
   * @throws BundleException when it is neither
   */
  public static BundleListing read(Path file) throws IOException {
    if (isDocument(file)) {
      byte[] document;
      try (InputStream in = Files.newInputStream(file)) {
        document = in.readNBytes(BundleContentsJson.MAXIMUM_SIZE + 1);
      }
      try {
        return new BundleListing(Digest.of(document), BundleContentsJson.read(document));
      } catch (InvalidFormatException e) {
        throw new BundleException(
            "%s is no list of the contents of a bundle: %s".formatted(file, e.getMessage()), e);
      }
    }
    PartSet set = PartSet.find(List.of(file));
    return new BundleListing(set.head().part().identity().bundle(), set.contents());
  }

  /**
   * The list of contents as it stands in a part, byte for byte: what later bundles need of this
   * one.
   *
   * @throws BundleException when the file is no part of a bundle
   */
  public static byte[] document(Path part) throws IOException {
    return PartHead.read(part).contents();
  }

  private static boolean isDocument(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '{';
    }
  }

  /** How many bytes an image has, with what the bundle does not hold of it. */
  public long size(BundledImage image) {
    Map<Digest, Long> sizes = new HashMap<>(contents.sizes());
    contents.presumed().forEach(blob -> sizes.put(blob.digest(), blob.size()));
    return image.content().stream().mapToLong(digest -> sizes.getOrDefault(digest, 0L)).sum();
  }
}
