package io.drayage.transport.local;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The records of a pax extended header: {@code LENGTH KEY=VALUE\n}, POSIX.1-2001. */
final class TarRecords {
  private TarRecords() {}

  /**
   * Reads all records.
   *
   * @throws IllegalArgumentException when they have not that form
   */
  static Map<String, String> parse(byte[] bytes) {
    Map<String, String> records = new HashMap<>();
    int start = 0;
    while (start < bytes.length) {
      int blank = indexOf(bytes, ' ', start);
      int end = start + length(bytes, start, blank);
      int equals = indexOf(bytes, '=', blank);
      if (end <= blank || end > bytes.length || equals >= end || bytes[end - 1] != '\n') {
        throw malformed();
      }
      records.put(
          new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8),
          new String(bytes, equals + 1, end - equals - 2, StandardCharsets.UTF_8));
      start = end;
    }
    return records;
  }

  private static int length(byte[] bytes, int start, int blank) {
    try {
      return Integer.parseUnsignedInt(
              new String(bytes, start, blank - start, StandardCharsets.US_ASCII))
          & 0xffffff;
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw malformed();
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("its extended header is malformed");
  }
}
