package io.drayage.transport.local;

import java.nio.charset.StandardCharsets;

/**
 * What stands in front of a file in a tar archive, as {@link TarWriter} writes it: one block, or
 * three when the name is too long for one (a pax extended header, POSIX.1-2001).
 */
public final class TarEntryHeader {
  private static final int LONGEST_NAME = 100;
  private static final int MODE = 0644;

  private TarEntryHeader() {}

  /** The bytes in front of a file of so many bytes; a multiple of {@link TarHeader#BLOCK}. */
  public static byte[] of(String name, long size) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_NAME) {
      return TarWriter.header(name, MODE, size, '0', "").array();
    }
    byte[] record = record(name);
    String shortened = new String(bytes, 0, LONGEST_NAME / 2, StandardCharsets.UTF_8);
    byte[] blocks = new byte[2 * TarHeader.BLOCK + padded(record.length)];
    put(
        TarWriter.header("PaxHeaders.0/" + shortened, MODE, record.length, 'x', "").array(),
        blocks,
        0);
    put(record, blocks, TarHeader.BLOCK);
    put(
        TarWriter.header(shortened, MODE, size, '0', "").array(),
        blocks,
        blocks.length - TarHeader.BLOCK);
    return blocks;
  }

  /** {@code LENGTH path=NAME\n}, whose length counts its own digits. */
  private static byte[] record(String name) {
    String rest = " path=" + name + "\n";
    int restLength = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = restLength + 1;
    while (Integer.toString(length).length() + restLength != length) {
      length++;
    }
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }

  private static int padded(int size) {
    return (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
  }

  private static void put(byte[] from, byte[] to, int offset) {
    System.arraycopy(from, 0, to, offset, from.length);
  }
}
