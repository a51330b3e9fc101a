package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A layer: a real tar with a small text and a file of bytes that look random.
 *
 * @param blob the tar as it is packed
 * @param diffId the digest of the tar itself
 */
public record SeededLayer(Content blob, Digest diffId, Packing packing) {

  /** The layer of a seed whose large file has this size in bytes. */
  public static SeededLayer of(long seed, long size, Packing packing) {
    Map<String, Content> files = new LinkedHashMap<>();
    files.put("etc/", Content.of(""));
    files.put("etc/seed-%x".formatted(seed), Content.of("made from the seed %d\n".formatted(seed)));
    files.put("data/", Content.of(""));
    files.put("data/%x.bin".formatted(seed), Content.seeded(seed, size));
    return of(files, packing);
  }

  /** A layer of these files, by name. */
  public static SeededLayer of(Map<String, Content> files, Packing packing) {
    Content tar = TarContent.of(files);
    Content blob =
        switch (packing) {
          case TAR -> tar;
          case GZIP -> Content.of(gzip(tar));
          case STORED_GZIP ->
              Content.of(
                  StoredGzipInputStream.wrappedLength(tar.length()),
                  () -> new StoredGzipInputStream(tar.open(), tar.length()));
        };
    return new SeededLayer(blob, tar.digest(), packing);
  }

  private static byte[] gzip(Content content) {
    var bytes = new ByteArrayOutputStream();
    try (InputStream in = content.open();
        var gzip = new GZIPOutputStream(bytes)) {
      in.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
