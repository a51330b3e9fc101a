package io.drayage.transport.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part of a file as a stream. It has a channel of its own, so an interrupt ends only itself. */
public final class FileSlice extends InputStream {
  private final Path file;
  private final FileChannel channel;
  private final boolean exact;
  private long remaining;

  private FileSlice(Path file, FileChannel channel, long remaining, boolean exact) {
    this.file = file;
    this.channel = channel;
    this.remaining = remaining;
    this.exact = exact;
  }

  /** From an offset to the end of the file, wherever that is. */
  static FileSlice open(Path file, long offset) throws IOException {
    return new FileSlice(file, openAt(file, offset), Long.MAX_VALUE, false);
  }

  /** A part that is there as a whole; its absence is an error. */
  public static FileSlice open(Path file, long offset, long length) throws IOException {
    return new FileSlice(file, openAt(file, offset), length, true);
  }

  private static FileChannel openAt(Path file, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return channel.position(offset);
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (remaining == 0) {
      return length == 0 ? 0 : -1;
    }
    int wanted = (int) Math.min(length, remaining);
    int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted));
    if (read < 0 && exact) {
      throw new EOFException("%s is truncated: %d bytes are missing".formatted(file, remaining));
    }
    if (read > 0) {
      remaining -= read;
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
