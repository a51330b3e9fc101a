package io.drayage.transport.local;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The 512 bytes in front of an entry: POSIX.1-1988 ustar, GNU tar, and what came before both. */
public record TarHeader(String name, long size, char type, String link) {
  /** Everything in a tar file begins at a multiple of this, in bytes. */
  public static final int BLOCK = 512;

  private static final int CHECKSUM = 148;
  private static final int MAGIC = 257;

  /**
   * Reads a block.
   *
   * @throws IllegalArgumentException when it is no header; the message says why
   */
  public static TarHeader parse(byte[] block) {
    OptionalLong expected = number(block, CHECKSUM, 8);
    if (expected.isEmpty() || expected.getAsLong() != checksum(block)) {
      throw new IllegalArgumentException("the header's checksum is wrong");
    }
    OptionalLong size = number(block, 124, 12);
    if (size.isEmpty() || size.getAsLong() < 0) {
      throw new IllegalArgumentException("the header's size is no number");
    }
    String name = text(block, 0, 100);
    // GNU tar, whose magic ends in a blank, has other fields where ustar has the prefix.
    if (text(block, MAGIC, 6).equals("ustar") && block[345] != 0) {
      name = text(block, 345, 155) + "/" + name;
    }
    char type = block[156] == 0 ? '0' : (char) (block[156] & 0xff);
    return new TarHeader(name, size.getAsLong(), type, text(block, 157, 100));
  }

  static boolean isEnd(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  private static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.UTF_8);
  }

  /** Octal digits, or base 256 when the highest bit is set; empty when it is neither. */
  private static OptionalLong number(byte[] block, int offset, int length) {
    if ((block[offset] & 0x80) != 0) {
      return base256(block, offset, length);
    }
    String digits = text(block, offset, length).strip();
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        return OptionalLong.empty();
      }
      value = value * 8 + digit;
    }
    return OptionalLong.of(value);
  }

  private static OptionalLong base256(byte[] block, int offset, int length) {
    long value = block[offset] & 0x7f;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value > Long.MAX_VALUE >> 8) {
        return OptionalLong.empty();
      }
      value = (value << 8) | (block[i] & 0xff);
    }
    return OptionalLong.of(value);
  }
}
