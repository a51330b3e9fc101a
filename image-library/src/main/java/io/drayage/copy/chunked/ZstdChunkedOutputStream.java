package io.drayage.copy.chunked;

import com.github.luben.zstd.Zstd;
import io.drayage.copy.chunked.TableOfContents.Place;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a tar that is written to it as zstd:chunked: each file in a frame of its own, then, in
 * frames that decompressors pass over, the table of contents, what is needed to put the tar
 * together again, and a footer with their positions. Holds both documents in memory, in proportion
 * to the number of files. Closing it does not close the stream beneath. Not thread-safe.
 */
public final class ZstdChunkedOutputStream extends OutputStream {
  private static final String PREFIX = "io.github.containers.zstd-chunked.";

  /** The annotation that shows that a layer is of this kind already. */
  public static final String CHECKSUM = PREFIX + "manifest-checksum";

  private static final byte[] MAGIC = {'G', 'N', 'U', 'l', 'I', 'n', 'U', 'x'};

  /** 1 MiB, as for extended headers in other readers. */
  private static final long MAXIMUM_EXTENSION = 1024 * 1024;

  private enum Part {
    HEADER,
    EXTENSION,
    CONTENT,
    PADDING,
    END
  }

  private final int level;
  private final Frames frames;
  private final TarSplit split;
  private final TableOfContents contents = new TableOfContents();
  private final byte[] block = new byte[TarHeaders.BLOCK];
  private final ByteArrayOutputStream extension = new ByteArrayOutputStream();
  private TarHeaders headers = new TarHeaders();
  private Part part = Part.HEADER;
  private int inBlock;
  private long left;
  private long padding;
  private char extensionType;
  private @Nullable TarEntry entry;
  private long start;
  private MessageDigest digest = DigestAlgorithm.SHA256.newMessageDigest();
  private Crc64 checksum = new Crc64();
  private boolean closed;
  private Map<String, String> annotations = Map.of();

  /**
   * Begins a layer.
   *
   * @param level of zstd, 1 to 20
   */
  public ZstdChunkedOutputStream(OutputStream out, int level) throws IOException {
    this.level = level;
    this.frames = new Frames(out, level);
    this.split = new TarSplit(level);
  }

  /** What is said of the layer in its descriptor; known when it is closed. */
  public Map<String, String> annotations() {
    return annotations;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int position = offset;
    int end = offset + length;
    while (position < end) {
      int count =
          switch (part) {
            case HEADER -> header(bytes, position, end - position);
            case EXTENSION -> extension(bytes, position, end - position);
            case CONTENT -> content(bytes, position, end - position);
            case PADDING -> padding(bytes, position, end - position);
            case END -> raw(bytes, position, end - position);
          };
      position += count;
    }
  }

  private int raw(byte[] bytes, int offset, int length) throws IOException {
    frames.write(bytes, offset, length);
    split.raw(bytes, offset, length);
    return length;
  }

  private int header(byte[] bytes, int offset, int available) throws IOException {
    int count = Math.min(available, block.length - inBlock);
    System.arraycopy(bytes, offset, block, inBlock, count);
    inBlock += count;
    if (inBlock == block.length) {
      inBlock = 0;
      raw(block, 0, block.length);
      wholeHeader();
    }
    return count;
  }

  private void wholeHeader() throws IOException {
    if (isZero(block)) {
      part = Part.END;
      return;
    }
    TarHeaders.check(block);
    char type = (char) (block[156] & 0xff);
    if (type == 'x' || type == 'L' || type == 'K') {
      left = TarHeaders.size(block);
      if (left < 0 || left > MAXIMUM_EXTENSION) {
        throw new IOException(
            "the layer has an extended header of %d bytes, more than %d"
                .formatted(left, MAXIMUM_EXTENSION));
      }
      padding = paddingOf(left);
      extensionType = type;
      extension.reset();
      part = Part.EXTENSION;
      endEmptyParts();
      return;
    }
    TarEntry read = headers.entry(block);
    headers = new TarHeaders();
    entry = read;
    left = read.contentSize();
    if (left < 0) {
      throw new IOException("the layer is no valid tar: an entry has a negative size");
    }
    padding = paddingOf(left);
    if (left == 0) {
      contents.add(read, Place.NONE);
      split.file(read.name(), read.numbers().size(), checksum.value());
      part = Part.HEADER;
    } else {
      start = frames.end();
      digest = DigestAlgorithm.SHA256.newMessageDigest();
      checksum = new Crc64();
      part = Part.CONTENT;
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static long paddingOf(long size) {
    return (TarHeaders.BLOCK - size % TarHeaders.BLOCK) % TarHeaders.BLOCK;
  }

  private int extension(byte[] bytes, int offset, int available) throws IOException {
    int count = raw(bytes, offset, (int) Math.min(available, left));
    extension.write(bytes, offset, count);
    left -= count;
    endEmptyParts();
    return count;
  }

  private int content(byte[] bytes, int offset, int available) throws IOException {
    int count = (int) Math.min(available, left);
    frames.write(bytes, offset, count);
    digest.update(bytes, offset, count);
    checksum.update(bytes, offset, count);
    left -= count;
    if (left == 0) {
      TarEntry done = Objects.requireNonNull(entry);
      Digest known = Digest.finish(DigestAlgorithm.SHA256, digest);
      contents.add(done, new Place(start, frames.end(), known.toString()));
      split.file(done.name(), done.numbers().size(), checksum.value());
      part = padding == 0 ? Part.HEADER : Part.PADDING;
    }
    return count;
  }

  private int padding(byte[] bytes, int offset, int available) throws IOException {
    int count = raw(bytes, offset, (int) Math.min(available, padding));
    padding -= count;
    if (padding == 0) {
      part = Part.HEADER;
    }
    return count;
  }

  private void endEmptyParts() throws IOException {
    if (part == Part.EXTENSION && left == 0) {
      headers.extend(extensionType, extension.toByteArray());
      part = padding == 0 ? Part.HEADER : Part.PADDING;
    }
  }

  /**
   * Ends the layer.
   *
   * @throws IOException when the tar ended within an entry
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (part == Part.CONTENT || part == Part.EXTENSION || part == Part.PADDING || inBlock > 0) {
        throw new IOException("the layer is no valid tar: it ends within an entry");
      }
      frames.end();
      finish();
    } finally {
      split.close();
      frames.close();
    }
  }

  private void finish() throws IOException {
    byte[] splitBytes = split.finish();
    byte[] json = contents.finish(TarSplit.digest(splitBytes));
    byte[] table = Zstd.compress(json, level);
    long tablePosition = frames.skippable(table);
    long splitPosition = frames.skippable(splitBytes);
    frames.skippable(
        ByteBuffer.allocate(64)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(tablePosition)
            .putLong(table.length)
            .putLong(json.length)
            .putLong(1)
            .putLong(splitPosition)
            .putLong(splitBytes.length)
            .putLong(split.size())
            .put(MAGIC)
            .array());
    annotations =
        Map.of(
            CHECKSUM,
            Digest.of(table).toString(),
            PREFIX + "manifest-position",
            "%d:%d:%d:1".formatted(tablePosition, table.length, json.length),
            PREFIX + "tarsplit-position",
            "%d:%d:%d".formatted(splitPosition, splitBytes.length, split.size()));
  }
}
