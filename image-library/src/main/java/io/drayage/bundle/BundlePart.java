package io.drayage.bundle;

import java.util.List;

/**
 * One of the files of a bundle.
 *
 * @param size of the file, in bytes
 * @param pieces in the order of the file
 */
public record BundlePart(long size, List<BundlePiece> pieces) {

  public BundlePart {
    pieces = List.copyOf(pieces);
  }
}
