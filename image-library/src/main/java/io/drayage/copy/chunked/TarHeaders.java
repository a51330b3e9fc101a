package io.drayage.copy.chunked;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the headers in front of one entry: extended ones of pax and GNU, then its own. POSIX
 * ustar, pax and GNU tar.
 */
final class TarHeaders {
  static final int BLOCK = 512;
  private static final String XATTR = "SCHILY.xattr.";
  private static final Map<String, String> TIMES =
      Map.of("mtime", "modtime", "atime", "accesstime", "ctime", "changetime");

  private final Map<String, byte[]> records = new HashMap<>();

  /** The content of an extended header of the type {@code x}, {@code L} or {@code K}. */
  void extend(char type, byte[] content) throws IOException {
    switch (type) {
      case 'L' -> records.put("path", upToZero(content));
      case 'K' -> records.put("linkpath", upToZero(content));
      default -> parseRecords(content);
    }
  }

  private static byte[] upToZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  private void parseRecords(byte[] content) throws IOException {
    int start = 0;
    while (start < content.length && content[start] != 0) {
      int blank = start;
      int length = 0;
      while (blank < content.length && content[blank] >= '0' && content[blank] <= '9') {
        length = Math.min(length * 10 + content[blank++] - '0', content.length + 1);
      }
      int end = start + length;
      int equals = blank + 1;
      while (equals < content.length && content[equals] != '=') {
        equals++;
      }
      if (end <= blank || end > content.length || equals >= end) {
        throw new IOException("the layer is no valid tar: an extended header is malformed");
      }
      records.put(
          text(Arrays.copyOfRange(content, blank + 1, equals)),
          Arrays.copyOfRange(content, equals + 1, end - 1));
      start = end;
    }
  }

  /** The size of an extended header's content, or of any entry's. */
  static long size(byte[] block) throws IOException {
    return number(block, 124, 12);
  }

  static void check(byte[] block) throws IOException {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
    }
    if (number(block, 148, 8) != sum) {
      throw new IOException("the layer is no valid tar: the checksum of a header is wrong");
    }
  }

  /** The entry that its own header and those before it make; the next one starts afresh. */
  TarEntry entry(byte[] block) throws IOException {
    String magic = ascii(block, 257, 8);
    boolean gnu = magic.equals("ustar  ");
    String name = field(block, 0, 100);
    if (!gnu && magic.startsWith("ustar") && block[345] != 0) {
      name = field(block, 345, 155) + "/" + name;
    }
    name = record("path", name);
    char type = block[156] == 0 ? '0' : (char) (block[156] & 0xff);
    boolean sparse = records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    TarEntry entry =
        new TarEntry(
            sparse ? 'S' : type == '0' && name.endsWith("/") ? '5' : type,
            name,
            record("linkpath", field(block, 157, 100)),
            new TarEntry.Numbers(
                number(block, 100, 8),
                number("size", number(block, 124, 12)),
                number("uid", number(block, 108, 8)),
                number("gid", number(block, 116, 8)),
                number(block, 329, 8),
                number(block, 337, 8)),
            times(block, gnu),
            attributes());
    records.clear();
    return entry;
  }

  private Map<String, String> times(byte[] block, boolean gnu) throws IOException {
    Map<String, String> times = new TreeMap<>();
    times.put("modtime", Instant.ofEpochSecond(number(block, 136, 12)).toString());
    if (gnu && block[345] != 0) {
      times.put("accesstime", Instant.ofEpochSecond(number(block, 345, 12)).toString());
    }
    if (gnu && block[357] != 0) {
      times.put("changetime", Instant.ofEpochSecond(number(block, 357, 12)).toString());
    }
    for (Map.Entry<String, String> known : TIMES.entrySet()) {
      byte[] value = records.get(known.getKey());
      if (value != null) {
        times.put(known.getValue(), instant(text(value)));
      }
    }
    return times;
  }

  private static String instant(String seconds) throws IOException {
    try {
      BigDecimal exact = new BigDecimal(seconds);
      long whole = exact.setScale(0, RoundingMode.FLOOR).longValueExact();
      return Instant.ofEpochSecond(
              whole, exact.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue())
          .toString();
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      throw new IOException("the layer is no valid tar: the time \"%s\"".formatted(seconds), e);
    }
  }

  private Map<String, byte[]> attributes() {
    Map<String, byte[]> attributes = new TreeMap<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith(XATTR)) {
            attributes.put(key.substring(XATTR.length()), value);
          }
        });
    return attributes;
  }

  private String record(String key, String otherwise) throws IOException {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? otherwise : text(value);
  }

  private long number(String key, long otherwise) throws IOException {
    byte[] value = records.get(key);
    try {
      return value == null || value.length == 0 ? otherwise : Long.parseLong(text(value));
    } catch (NumberFormatException e) {
      throw new IOException("the layer is no valid tar: the %s of an entry".formatted(key), e);
    }
  }

  private static String field(byte[] block, int offset, int length) throws IOException {
    return text(upToZero(Arrays.copyOfRange(block, offset, offset + length)));
  }

  private static String ascii(byte[] block, int offset, int length) {
    return new String(upToZero(Arrays.copyOfRange(block, offset, offset + length)), US_ASCII);
  }

  private static String text(byte[] bytes) throws IOException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(
          "the layer has a name that is not UTF-8, which zstd:chunked cannot hold: use zstd", e);
    }
  }

  /** Octal digits, or base 256 when the highest bit is set. */
  private static long number(byte[] block, int offset, int length) throws IOException {
    if ((block[offset] & 0x80) != 0) {
      long value = (block[offset] & 0x40) != 0 ? -1 : 0;
      value = (value << 6) | (block[offset] & 0x3f);
      for (int i = offset + 1; i < offset + length; i++) {
        value = (value << 8) | (block[i] & 0xff);
      }
      return value;
    }
    String digits = ascii(block, offset, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the layer is no valid tar: a number of a header is malformed", e);
    }
  }
}
