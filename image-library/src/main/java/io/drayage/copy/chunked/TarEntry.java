package io.drayage.copy.chunked;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a tar says of one entry, extended headers included.
 *
 * @param times RFC 3339 by the names that a table of contents has for them
 * @param attributes extended attributes
 */
record TarEntry(
    char type,
    String name,
    String link,
    Numbers numbers,
    Map<String, String> times,
    Map<String, byte[]> attributes) {

  /** Mode bits, owners, size in bytes and device numbers. */
  record Numbers(long mode, long size, long user, long group, long major, long minor) {}

  private static final Map<Character, String> TYPES =
      Map.of(
          '0',
          "reg",
          '1',
          "hardlink",
          '2',
          "symlink",
          '3',
          "char",
          '4',
          "block",
          '5',
          "dir",
          '6',
          "fifo");

  TarEntry {
    times = new TreeMap<>(times);
    attributes = new TreeMap<>(attributes);
  }

  /** The name of the type in a table of contents; empty for one that has none there. */
  Optional<String> typeName() {
    return Optional.ofNullable(TYPES.get(type));
  }

  /** How many bytes of content follow the header. */
  long contentSize() {
    return type == '0' ? numbers.size() : 0;
  }
}
