package io.drayage.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces of a blob as one stream. Not thread-safe. */
final class PieceStream extends InputStream {
  private final Iterator<Slot> rest;
  private final Opening opening;
  private long skip;
  private @Nullable InputStream current;

  /** Opens a piece without its first bytes. */
  interface Opening {
    InputStream open(Slot slot, long skipped) throws IOException;
  }

  PieceStream(List<Slot> pieces, long offset, Opening opening) {
    this.rest = pieces.iterator();
    this.skip = offset;
    this.opening = opening;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      InputStream in = current;
      if (in != null) {
        int read = in.read(buffer, offset, length);
        if (read >= 0) {
          return read;
        }
        in.close();
        current = null;
      }
      if (!rest.hasNext()) {
        return -1;
      }
      Slot slot = rest.next();
      if (skip >= slot.piece().size() && skip > 0) {
        skip -= slot.piece().size();
      } else {
        current = opening.open(slot, skip);
        skip = 0;
      }
    }
  }

  @Override
  public void close() throws IOException {
    InputStream in = current;
    if (in != null) {
      in.close();
    }
  }
}
