package io.drayage.transport.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the entries of an uncompressed tar file are. Nothing is unpacked: names are keys, never
 * paths on this machine, and links lead to other keys. Immutable.
 */
final class TarIndex {
  private static final int MAXIMUM_ENTRIES = 100_000;
  private static final int MAXIMUM_NAME = 4096;
  private static final int MAXIMUM_EXTENSION = 1024 * 1024;
  private static final long MAXIMUM_NAMES = 16L * 1024 * 1024;
  private static final int MAXIMUM_LINKS = 16;

  /** An entry: a file's bytes, or another entry that it stands for. */
  sealed interface Entry {
    /** Bytes of the archive, from an offset on. */
    record Contents(long offset, long length) implements Entry {}

    /** The same as another entry. */
    record Link(String target) implements Entry {}
  }

  private final Map<String, Entry> entries;

  private TarIndex(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads all headers of a file.
   *
   * @throws IOException when it is no tar file, is truncated, or exceeds a limit
   */
  static TarIndex read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new TarIndex(new Scan(file, channel).entries());
    }
  }

  /** Follows links to the bytes of an entry; empty when there is none of that name. */
  Optional<Entry.Contents> find(String name) {
    String key = clean(name).orElse("");
    for (int i = 0; i < MAXIMUM_LINKS; i++) {
      Entry entry = entries.get(key);
      switch (entry) {
        case null -> {
          return Optional.empty();
        }
        case Entry.Contents contents -> {
          return Optional.of(contents);
        }
        case Entry.Link(String target) -> key = target;
      }
    }
    return Optional.empty();
  }

  /** A name without {@code .} and {@code ..}; empty when it leads out of the archive. */
  private static Optional<String> clean(String name) {
    StringBuilder path = new StringBuilder();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (path.isEmpty()) {
          return Optional.empty();
        }
        path.setLength(Math.max(path.lastIndexOf("/"), 0));
      } else if (!part.isEmpty() && !part.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(part);
      }
    }
    return Optional.of(path.toString());
  }

  /** One pass over a file. */
  private static final class Scan {
    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> extensions = new HashMap<>();
    private long names;

    Scan(Path file, FileChannel channel) throws IOException {
      this.file = file;
      this.channel = channel;
      this.size = channel.size();
    }

    Map<String, Entry> entries() throws IOException {
      long position = 0;
      int count = 0;
      while (position < size) {
        byte[] block = bytes(position, TarHeader.BLOCK);
        if (TarHeader.isEnd(block)) {
          break;
        }
        if (++count > MAXIMUM_ENTRIES) {
          throw new IOException("%s has more than %d entries".formatted(file, MAXIMUM_ENTRIES));
        }
        position = entry(header(block, position), position + TarHeader.BLOCK);
      }
      if (count == 0) {
        throw new IOException("%s is no tar archive: it has no entries".formatted(file));
      }
      return entries;
    }

    private TarHeader header(byte[] block, long position) throws IOException {
      try {
        return TarHeader.parse(block);
      } catch (IllegalArgumentException e) {
        throw new IOException(
            position == 0
                ? "%s is no tar archive: %s".formatted(file, e.getMessage())
                : "%s is damaged at offset %d: %s".formatted(file, position, e.getMessage()),
            e);
      }
    }

    /** Takes one entry in; answers where the next header is. */
    private long entry(TarHeader header, long data) throws IOException {
      switch (header.type()) {
        case 'x' -> {
          byte[] records = extension(header, data);
          try {
            extensions.putAll(TarRecords.parse(records));
          } catch (IllegalArgumentException e) {
            throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
          }
        }
        case 'L' -> extensions.put("path", cString(extension(header, data)));
        case 'K' -> extensions.put("linkpath", cString(extension(header, data)));
        case 'g' -> extension(header, data);
        default -> {
          return file(header, data);
        }
      }
      return next(data, header.size());
    }

    private long file(TarHeader header, long data) throws IOException {
      String name = extensions.getOrDefault("path", header.name());
      String link = extensions.getOrDefault("linkpath", header.link());
      long length = length(header);
      boolean sparse = extensions.keySet().stream().anyMatch(k -> k.startsWith("GNU.sparse."));
      extensions.clear();
      names += name.length() + (long) link.length();
      if (name.length() > MAXIMUM_NAME || link.length() > MAXIMUM_NAME || names > MAXIMUM_NAMES) {
        throw new IOException("%s has names that are too long".formatted(file));
      }
      switch (header.type()) {
        case '0', '7' -> {
          if (!sparse && !name.endsWith("/")) {
            add(name, new Entry.Contents(data, length));
          }
        }
        case '1' -> clean(link).ifPresent(target -> add(name, new Entry.Link(target)));
        case '2' ->
            symlinkTarget(name, link).ifPresent(target -> add(name, new Entry.Link(target)));
        default -> {
          // Folders, devices and sparse files: nothing that an image is read from.
        }
      }
      boolean hasData = header.type() < '1' || header.type() > '6';
      return next(data, hasData ? length : 0);
    }

    private long length(TarHeader header) throws IOException {
      String extended = extensions.get("size");
      if (extended == null) {
        return header.size();
      }
      try {
        return Long.parseUnsignedLong(extended) & Long.MAX_VALUE;
      } catch (NumberFormatException e) {
        throw new IOException(
            "%s is damaged: the size \"%s\" is no number".formatted(file, extended), e);
      }
    }

    private static Optional<String> symlinkTarget(String name, String link) {
      int slash = name.lastIndexOf('/');
      return clean(link.startsWith("/") || slash < 0 ? link : name.substring(0, slash + 1) + link);
    }

    /** The first of several with one name, as containers/image reads them. */
    private void add(String name, Entry entry) {
      clean(name).ifPresent(key -> entries.putIfAbsent(key, entry));
    }

    private byte[] extension(TarHeader header, long data) throws IOException {
      if (header.size() > MAXIMUM_EXTENSION) {
        throw new IOException(
            "%s has an extended header of %d bytes".formatted(file, header.size()));
      }
      return bytes(data, (int) header.size());
    }

    private long next(long data, long length) throws IOException {
      if (length > size - data) {
        throw new IOException(
            "%s is truncated: its last entry ends at %s, the file has %d bytes"
                .formatted(file, end(data, length), size));
      }
      return data + (length + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }

    private static String end(long data, long length) {
      return Long.toUnsignedString(data + length);
    }

    private byte[] bytes(long position, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new IOException("%s is truncated at %d bytes".formatted(file, size));
        }
      }
      return buffer.array();
    }

    private static String cString(byte[] bytes) {
      int end = 0;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
  }
}
