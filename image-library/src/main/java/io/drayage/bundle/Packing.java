package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.transport.local.TarEntryHeader;
import io.drayage.transport.local.TarHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which bytes of which blob are at which place of which part. Parts are filled to the last
 * block, so there are as few as possible; a blob that does not fit into what is left of one goes on
 * in the next. Pure: the same draft gives the same plan.
 */
final class Packing {
  /** Stands for the digest of a piece until its bytes were read; as long as any. */
  private static final Digest UNKNOWN =
      new Digest(DigestAlgorithm.SHA256, "0".repeat(DigestAlgorithm.SHA256.hexLength()));

  private static final int MAXIMUM_PARTS = 9999;

  private final BundleDraft draft;
  private final long maximumSize;
  private final PartFrame frame;
  private final List<BundlePart> parts = new ArrayList<>();
  private List<BundlePiece> pieces = new ArrayList<>();
  private long position;

  /**
   * What came of it.
   *
   * @param contents with digests of pieces that are yet to be computed
   */
  record Plan(BundleContents contents, PartFrame frame) {}

  private Packing(BundleDraft draft, long maximumSize, PartFrame frame) {
    this.draft = draft;
    this.maximumSize = maximumSize;
    this.frame = frame;
  }

  /**
   * Makes a plan.
   *
   * @param maximumSize of the file of a part, in bytes
   * @param signature the length to keep for a signature, 0 for none
   * @throws BundleException when so small parts cannot be made
   */
  static Plan plan(BundleDraft draft, long maximumSize, int signature) throws BundleException {
    int index = BundleContentsText.index(draft.images()).length;
    // The contents name the pieces, and their own length decides where the pieces are cut.
    for (int length = 0; ; ) {
      PartFrame frame = new PartFrame(length, signature, index);
      BundleContents contents = draft.in(new Packing(draft, maximumSize, frame).fill());
      int needed = BundleContentsText.of(contents).length;
      if (needed > BundleContentsJson.MAXIMUM_SIZE) {
        throw new BundleException(
            "the list of contents would have %d bytes, more than the limit of %d: make several bundles of fewer images"
                .formatted(needed, BundleContentsJson.MAXIMUM_SIZE));
      }
      if (needed <= length) {
        return new Plan(contents, frame);
      }
      length = needed;
    }
  }

  private List<BundlePart> fill() throws BundleException {
    position = frame.head(1);
    for (Descriptor item : draft.items()) {
      place(item);
    }
    endPart();
    return parts;
  }

  private void place(Descriptor item) throws BundleException {
    BundlePiece whole = BundlePiece.whole(item.digest(), item.size());
    for (long start = 0; ; ) {
      if (start == 0 && fits(whole)) {
        put(whole);
        return;
      }
      long left = item.size() - start;
      long room = Math.min(left, room(new BundlePiece(item.digest(), start, left, UNKNOWN)));
      if (room <= 0) {
        nextPart();
        continue;
      }
      put(new BundlePiece(item.digest(), start, room, UNKNOWN));
      start += room;
      if (start == item.size()) {
        return;
      }
    }
  }

  private boolean fits(BundlePiece piece) {
    return piece.size() <= room(piece);
  }

  /** How many bytes of a piece this part can still hold. */
  private long room(BundlePiece piece) {
    long header = TarEntryHeader.of(piece.entryName(), piece.size()).length;
    long left = maximumSize - PartFrame.END - position - header;
    return left - Math.floorMod(left, TarHeader.BLOCK);
  }

  private void put(BundlePiece piece) {
    pieces.add(piece);
    position += PartFrame.entry(piece.entryName(), piece.size());
  }

  private void nextPart() throws BundleException {
    if (pieces.isEmpty()) {
      throw new BundleException(
          "a part of %d bytes is too small: %d are needed for the list of contents alone"
              .formatted(maximumSize, position + PartFrame.END));
    }
    endPart();
    if (parts.size() == MAXIMUM_PARTS) {
      throw new BundleException(
          "more than %d parts of %d bytes would be needed: choose larger ones"
              .formatted(MAXIMUM_PARTS, maximumSize));
    }
    position = frame.head(parts.size() + 1);
  }

  private void endPart() {
    parts.add(new BundlePart(position + PartFrame.END, pieces));
    pieces = new ArrayList<>();
  }
}
