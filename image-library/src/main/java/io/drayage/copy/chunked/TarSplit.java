package io.drayage.copy.chunked;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import io.drayage.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * What is needed besides the files to put the tar together again, byte for byte: headers, padding,
 * and the place of each file. One JSON document a line, as the tar-split library reads it; held
 * compressed.
 */
final class TarSplit {
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final ZstdOutputStream zstd;
  private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
  private long size;
  private int position;

  TarSplit(int level) throws IOException {
    this.zstd = new ZstdOutputStream(compressed, level);
  }

  /** Bytes of the archive that are no file's content. */
  void raw(byte[] bytes, int offset, int length) throws IOException {
    segment.write(bytes, offset, length);
    if (segment.size() >= 1024 * 1024) {
      endSegment();
    }
  }

  private void endSegment() throws IOException {
    if (segment.size() > 0) {
      line("{\"type\":2,\"payload\":\"" + base64(segment.toByteArray()) + '"');
      segment.reset();
    }
  }

  /** An entry of the archive; the checksum is that of its content, if it has one. */
  void file(String name, long length, byte[] checksum) throws IOException {
    endSegment();
    String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(name));
    String content =
        length > 0
            ? ",\"size\":%d,\"payload\":\"%s\"".formatted(length, base64(checksum))
            : ",\"payload\":null";
    line("{\"type\":1,\"name\":\"" + quoted + '"' + content);
  }

  private void line(String begin) throws IOException {
    byte[] line = (begin + ",\"position\":" + position++ + "}\n").getBytes(UTF_8);
    size += line.length;
    zstd.write(line);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Ends it; nothing may be added any more. */
  byte[] finish() throws IOException {
    endSegment();
    zstd.close();
    return compressed.toByteArray();
  }

  static Digest digest(byte[] finished) {
    return Digest.of(finished);
  }

  /** In bytes, before compression. */
  long size() {
    return size;
  }

  void close() throws IOException {
    zstd.close();
  }
}
