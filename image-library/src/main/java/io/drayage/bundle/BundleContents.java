package io.drayage.bundle;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The manifest of contents: what a bundle brings, what it takes for granted, and which part holds
 * which bytes. Immutable; whoever has one knows that it is consistent.
 *
 * @param images sorted by name, no two of the same name
 * @param presumed blobs that the images need and the bundle has not
 * @param buildsOn the digests of the contents of earlier bundles that have those
 * @param parts the first one first
 */
public record BundleContents(
    List<BundledImage> images,
    List<PresumedBlob> presumed,
    List<Digest> buildsOn,
    List<BundlePart> parts) {

  public BundleContents {
    images = List.copyOf(images);
    presumed = List.copyOf(presumed);
    buildsOn = List.copyOf(buildsOn);
    parts = List.copyOf(parts);
    checkNames(images);
    Set<Digest> known = checkPieces(parts);
    presumed.forEach(blob -> known.add(blob.digest()));
    for (BundledImage image : images) {
      require(image, image.manifest().digest(), known);
      image.content().forEach(digest -> require(image, digest, known));
      image.referrers().forEach(each -> require(image, each.manifest().digest(), known));
    }
  }

  /** How large each blob is that the parts hold, in bytes and in the order of the parts. */
  public Map<Digest, Long> sizes() {
    Map<Digest, Long> sizes = new HashMap<>();
    for (BundlePart part : parts) {
      part.pieces().forEach(piece -> sizes.merge(piece.blob(), piece.size(), Long::sum));
    }
    return sizes;
  }

  /** How many bytes the blobs of all parts have. */
  public long bytes() {
    return parts.stream().flatMap(p -> p.pieces().stream()).mapToLong(BundlePiece::size).sum();
  }

  private static void checkNames(List<BundledImage> images) {
    Set<String> names = new HashSet<>();
    for (BundledImage image : images) {
      if (!names.add(image.name().toString())) {
        throw new InvalidFormatException("the image %s is there twice".formatted(image.name()));
      }
    }
  }

  /** Pieces of one blob must follow each other without a gap; answers which blobs there are. */
  private static Set<Digest> checkPieces(List<BundlePart> parts) {
    Map<Digest, Long> ends = new HashMap<>();
    for (BundlePart part : parts) {
      for (BundlePiece piece : part.pieces()) {
        long end = ends.getOrDefault(piece.blob(), 0L);
        boolean again = ends.containsKey(piece.blob());
        if (piece.start() != end || (again && piece.isWhole())) {
          throw new InvalidFormatException(
              "the pieces of %s are not in order".formatted(piece.blob()));
        }
        ends.put(piece.blob(), Math.addExact(end, piece.size()));
      }
    }
    return new HashSet<>(ends.keySet());
  }

  private static void require(BundledImage image, Digest digest, Set<Digest> known) {
    if (!known.contains(digest)) {
      throw new InvalidFormatException(
          "%s of the image %s is in no part".formatted(digest, image.name()));
    }
  }
}
