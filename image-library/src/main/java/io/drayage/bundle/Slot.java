package io.drayage.bundle;

import io.drayage.transport.local.TarEntryHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a piece.
 *
 * @param part counted from 1
 * @param entry where the piece's header begins in the file, in bytes
 */
record Slot(int part, long entry, BundlePiece piece) {

  /** The places of all pieces of a part, in order. */
  static List<Slot> of(int number, BundlePart part, long head) {
    List<Slot> slots = new ArrayList<>();
    long position = head;
    for (BundlePiece piece : part.pieces()) {
      slots.add(new Slot(number, position, piece));
      position += PartFrame.entry(piece.entryName(), piece.size());
    }
    return slots;
  }

  byte[] header() {
    return TarEntryHeader.of(piece.entryName(), piece.size());
  }

  /** Where its bytes begin. */
  long offset() {
    return entry + header().length;
  }
}
