package io.drayage.transport.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a tar file in the ustar format, with the same bytes as Go's {@code archive/tar} for the
 * same entries: owner 0, time 0. So the same image makes the same archive, here and by skopeo. Not
 * thread-safe; does not close what it writes to.
 */
final class TarWriter {
  private static final long LARGEST_OCTAL = 077777777777L;

  private final WritableByteChannel out;

  TarWriter(WritableByteChannel out) {
    this.out = out;
  }

  /** A file of a few bytes. */
  void file(String name, int mode, byte[] content) throws IOException {
    write(header(name, mode, content.length, '0', ""));
    write(ByteBuffer.wrap(content));
    pad(content.length);
  }

  /** A file with the content of another one. */
  void file(String name, int mode, Path content) throws IOException {
    try (FileChannel in = FileChannel.open(content, StandardOpenOption.READ)) {
      long size = in.size();
      write(header(name, mode, size, '0', ""));
      for (long done = 0; done < size; ) {
        long copied = in.transferTo(done, size - done, out);
        if (copied <= 0) {
          throw new IOException("%s became shorter while it was read".formatted(content));
        }
        done += copied;
      }
      pad(size);
    }
  }

  void symbolicLink(String name, String target) throws IOException {
    write(header(name, 0, 0, '2', target));
  }

  /** The name ends in a slash. */
  void folder(String name, int mode) throws IOException {
    write(header(name, mode, 0, '5', ""));
  }

  /** Ends the archive. */
  void finish() throws IOException {
    write(ByteBuffer.allocate(2 * TarHeader.BLOCK));
  }

  private void pad(long size) throws IOException {
    int rest = (int) (size % TarHeader.BLOCK);
    if (rest > 0) {
      write(ByteBuffer.allocate(TarHeader.BLOCK - rest));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  static ByteBuffer header(String name, int mode, long size, char type, String link) {
    byte[] block = new byte[TarHeader.BLOCK];
    text(block, 0, 100, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    size(block, size);
    octal(block, 136, 12, 0);
    text(block, 148, 8, "        ");
    block[156] = (byte) type;
    text(block, 157, 100, link);
    text(block, 257, 8, "ustar\00000");
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    int checksum = 0;
    for (byte b : block) {
      checksum += b & 0xff;
    }
    octal(block, 148, 7, checksum);
    return ByteBuffer.wrap(block);
  }

  /** Above 8 GiB in base 256, which every reader of today knows. */
  private static void size(byte[] block, long size) {
    if (size <= LARGEST_OCTAL) {
      octal(block, 124, 12, size);
      return;
    }
    for (int i = 0; i < 8; i++) {
      block[128 + i] = (byte) (size >>> (56 - 8 * i));
    }
    block[124] = (byte) 0x80;
  }

  private static void octal(byte[] block, int offset, int width, long value) {
    String digits = Long.toOctalString(value);
    text(block, offset, width, "0".repeat(width - 1 - digits.length()) + digits + "\0");
  }

  private static void text(byte[] block, int offset, int width, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > width) {
      throw new IllegalArgumentException("too long for a tar header: " + text);
    }
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
