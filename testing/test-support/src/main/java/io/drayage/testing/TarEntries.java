package io.drayage.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a small tar in the ustar format holds, strictly: POSIX.1-2017, pax, "ustar". */
final class TarEntries {
  private static final int RECORD = 512;

  private TarEntries() {}

  /** Files by name; a link is the text {@code -> TARGET}. */
  static Map<String, byte[]> read(byte[] tar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    int position = 0;
    while (position + RECORD <= tar.length && tar[position] != 0) {
      String name = text(tar, position, 100);
      int size = Integer.parseInt(text(tar, position + 124, 12).strip(), 8);
      char type = (char) tar[position + 156];
      if (type == '2') {
        String target = "-> " + text(tar, position + 157, 100);
        entries.put(name, target.getBytes(StandardCharsets.US_ASCII));
      } else if (type == '0') {
        int start = position + RECORD;
        if (start + size > tar.length) {
          throw new IOException("unexpected EOF in " + name);
        }
        entries.put(name, Arrays.copyOfRange(tar, start, start + size));
      }
      position += RECORD + (size + RECORD - 1) / RECORD * RECORD;
    }
    if (position + 2 * RECORD > tar.length) {
      throw new IOException("unexpected EOF: the tar has no end");
    }
    return entries;
  }

  private static String text(byte[] tar, int offset, int width) {
    int end = offset;
    while (end < offset + width && tar[end] != 0) {
      end++;
    }
    return new String(tar, offset, end - offset, StandardCharsets.US_ASCII);
  }
}
