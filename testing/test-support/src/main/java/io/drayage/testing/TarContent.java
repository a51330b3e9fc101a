package io.drayage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A tar in the ustar format, made while it is read: POSIX.1-2017, pax, "ustar". */
final class TarContent {
  private static final int RECORD = 512;
  private static final long MODIFIED = 1_767_225_600L; // 2026-01-01, so that bytes never change

  private TarContent() {}

  /** Files by name, and the directories that they are in. A name ending in a slash is empty. */
  static Content of(Map<String, Content> entries) {
    List<Content> parts = new ArrayList<>();
    entries.forEach(
        (name, content) -> {
          parts.add(Content.of(header(name, content.length())));
          parts.add(content);
          parts.add(Content.of(new byte[padding(content.length())]));
        });
    parts.add(Content.of(new byte[2 * RECORD]));
    long length = parts.stream().mapToLong(Content::length).sum();
    return Content.of(length, () -> open(parts));
  }

  private static InputStream open(List<Content> parts) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (Content part : parts) {
      streams.add(part.open());
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static int padding(long length) {
    return (int) ((RECORD - length % RECORD) % RECORD);
  }

  private static byte[] header(String name, long size) {
    boolean directory = name.endsWith("/");
    byte[] header = new byte[RECORD];
    put(header, 0, name);
    put(header, 100, directory ? "0000755\0" : "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "%011o\0".formatted(MODIFIED));
    put(header, 148, "        ");
    put(header, 156, directory ? "5" : "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
