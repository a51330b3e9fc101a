package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is still on its way, for one reader. It may be read from anywhere, forwards. When it
 * cannot be kept, the rest is fetched for this reader alone. Not thread-safe; whoever opened it
 * closes it.
 */
public final class BlobReader implements Closeable {
  private final Fills fills;
  private final CachedRepository repository;
  private final Digest blob;
  private final Fill fill;
  private final Fill.@Nullable Follower follower;
  private final long size;
  private Upstream.@Nullable Blob direct;
  private @Nullable ReadableByteChannel rest;
  private boolean closed;

  BlobReader(Fills fills, Wanted wanted, Fill fill) throws IOException {
    this.fills = fills;
    this.repository = wanted.repository();
    this.blob = wanted.blob();
    this.fill = fill;
    if (fill.awaitStart() == Fill.State.UNKEPT) {
      this.follower = null;
      Upstream.Blob opened = fills.direct(repository, blob);
      this.direct = opened;
      this.size = opened.size();
    } else {
      this.follower = fill.follow();
      this.size = fill.size();
    }
  }

  record Wanted(CachedRepository repository, Digest blob) {}

  /** Its length in bytes. */
  public long size() {
    return size;
  }

  /** Whether a read at a position would have to wait for the upstream. */
  public boolean waits(long position) throws IOException {
    return follower == null || follower.waits(position);
  }

  /**
   * Reads at least one byte.
   *
   * @throws EOFException when the blob has none there
   */
  public int read(ByteBuffer buffer, long position) throws IOException {
    if (position >= size) {
      throw new EOFException("the blob has %d bytes".formatted(size));
    }
    int read = follower == null || rest != null ? -1 : follower.read(buffer, position);
    return read > 0 ? read : readRest(buffer, position);
  }

  private int readRest(ByteBuffer buffer, long position) throws IOException {
    ReadableByteChannel channel = rest;
    if (channel == null) {
      channel = openRest(position);
      rest = channel;
    }
    int read = channel.read(buffer);
    if (read < 0) {
      throw new EOFException("the upstream ended early");
    }
    return read;
  }

  /** From the first byte on, since only the whole can be verified. */
  private ReadableByteChannel openRest(long position) throws IOException {
    Upstream.Blob opened = direct;
    if (opened == null) {
      opened = fills.direct(repository, blob);
      direct = opened;
    }
    InputStream content = opened.content();
    content.skipNBytes(position);
    return Channels.newChannel(content);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    fill.leave();
    try {
      if (follower != null) {
        follower.close();
      }
    } finally {
      if (direct != null) {
        direct.close();
      }
    }
  }
}
