package io.drayage.copy.chunked;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** Writes tar archives for tests: ustar with extended headers of pax. */
final class TestTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TestTar file(String name, byte[] content) {
    return entry('0', name, "", content);
  }

  TestTar directory(String name, int mode) {
    header('5', name, "", 0, mode);
    return this;
  }

  TestTar link(char type, String name, String target) {
    return entry(type, name, target, new byte[0]);
  }

  TestTar pax(Map<String, String> records) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    new TreeMap<>(records)
        .forEach(
            (key, value) -> {
              byte[] rest = (" " + key + "=" + value + "\n").getBytes(UTF_8);
              int length = rest.length + 1;
              while (String.valueOf(length).length() + rest.length != length) {
                length++;
              }
              content.writeBytes(String.valueOf(length).getBytes(UTF_8));
              content.writeBytes(rest);
            });
    return entry('x', "PaxHeaders/x", "", content.toByteArray());
  }

  private TestTar entry(char type, String name, String link, byte[] content) {
    header(type, name, link, content.length, 0644);
    out.writeBytes(content);
    out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  private void header(char type, String name, String link, int size, int mode) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "%07o".formatted(mode));
    put(block, 108, "%07o".formatted(1000));
    put(block, 116, "%07o".formatted(1000));
    put(block, 124, "%011o".formatted(size));
    put(block, 136, "%011o".formatted(7));
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar");
    put(block, 263, "00");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    out.writeBytes(block);
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  byte[] finish() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
