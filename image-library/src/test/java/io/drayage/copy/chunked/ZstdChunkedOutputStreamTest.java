package io.drayage.copy.chunked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import io.drayage.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZstdChunkedOutputStreamTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "io.github.containers.zstd-chunked.";

  /** A layer as a reader of the format finds it. */
  private static final class Layer {
    private final byte[] bytes;
    private final Map<String, String> annotations;

    private Layer(byte[] bytes, Map<String, String> annotations) {
      this.bytes = bytes;
      this.annotations = annotations;
    }

    byte[] unpacked() throws IOException {
      try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
        in.setContinuous(false);
        return in.readAllBytes();
      }
    }

    private long[] position(String name) {
      return Arrays.stream(annotations.getOrDefault(PREFIX + name, "").split(":", -1))
          .mapToLong(Long::parseLong)
          .toArray();
    }

    private byte[] document(long[] position) {
      byte[] compressed = part(position[0], position[0] + position[1]);
      return Zstd.decompress(compressed, Math.toIntExact(position[2]));
    }

    private byte[] part(long start, long end) {
      return Arrays.copyOfRange(bytes, Math.toIntExact(start), Math.toIntExact(end));
    }

    JsonNode contents() {
      return JSON.readTree(document(position("manifest-position")));
    }

    List<JsonNode> tarSplit() throws IOException {
      long[] position = position("tarsplit-position");
      byte[] compressed = part(position[0], position[0] + position[1]);
      assertThat(Digest.of(compressed)).hasToString(contents().get("tarSplitDigest").asString());
      try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
        byte[] all = in.readAllBytes();
        assertThat(all).hasSize(Math.toIntExact(position[2]));
        List<JsonNode> lines = new ArrayList<>();
        new String(all, UTF_8).lines().forEach(line -> lines.add(JSON.readTree(line)));
        return lines;
      }
    }

    byte[] file(JsonNode entry) throws IOException {
      byte[] frame = part(entry.get("offset").asLong(), entry.get("endOffset").asLong());
      try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(frame))) {
        return in.readAllBytes();
      }
    }

    JsonNode entry(String name) {
      for (JsonNode entry : contents().get("entries")) {
        if (entry.get("name").asString().equals(name)) {
          return entry;
        }
      }
      throw new AssertionError("no entry " + name + " in " + contents());
    }

    /** The archive put together from what tar-split has and the files of the layer. */
    byte[] assembled() throws IOException {
      ByteArrayOutputStream tar = new ByteArrayOutputStream();
      int position = 0;
      for (JsonNode line : tarSplit()) {
        assertThat(line.get("position").asInt()).isEqualTo(position++);
        if (line.get("type").asInt() == 2) {
          tar.writeBytes(Base64.getDecoder().decode(line.get("payload").asString()));
        } else if (line.path("size").asLong(0) > 0) {
          tar.writeBytes(file(entry(line.get("name").asString())));
        }
      }
      return tar.toByteArray();
    }
  }

  private static Layer pack(byte[] tar, int pieces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZstdChunkedOutputStream chunked = new ZstdChunkedOutputStream(out, 3);
    for (int i = 0; i < tar.length; i += pieces) {
      chunked.write(tar, i, Math.min(pieces, tar.length - i));
    }
    chunked.close();
    return new Layer(out.toByteArray(), chunked.annotations());
  }

  private final TestTar tar = new TestTar();
  private final byte[] large = new byte[100_000];

  private byte[] sample() {
    new Random(1).nextBytes(large);
    tar.directory("etc/", 0755)
        .file("etc/motd", "hello".getBytes(UTF_8))
        .file("etc/empty", new byte[0])
        .file("large", large)
        .link('2', "etc/link", "motd")
        .link('1', "hard", "large");
    Map<String, String> records = new HashMap<>();
    records.put("path", "x/".repeat(100) + "ä");
    records.put("SCHILY.xattr.user.a", "b=c");
    records.put("mtime", "1234.5");
    tar.pax(records).file("short", "deep".getBytes(UTF_8));
    return tar.finish();
  }

  @Test
  void otherToolsReadItAsZstd() throws IOException {
    byte[] bytes = sample();

    for (int pieces : new int[] {1, 511, 4096, bytes.length}) {
      assertThat(pack(bytes, pieces).unpacked()).isEqualTo(bytes);
    }
  }

  @Test
  void theTableSaysWhereEachFileIs() throws IOException {
    Layer layer = pack(sample(), 1000);

    assertThat(
            Digest.of(
                layer.part(
                    layer.position("manifest-position")[0],
                    layer.position("manifest-position")[0]
                        + layer.position("manifest-position")[1])))
        .hasToString(layer.annotations.get(PREFIX + "manifest-checksum"));
    assertThat(layer.position("manifest-position")[3]).isEqualTo(1);
    assertThat(layer.contents().get("version").asInt()).isEqualTo(1);
    assertThat(layer.file(layer.entry("large"))).isEqualTo(large);
    assertThat(layer.entry("large").get("digest").asString())
        .isEqualTo(Digest.of(large).toString());
    assertThat(layer.file(layer.entry("etc/motd"))).isEqualTo("hello".getBytes(UTF_8));
    assertThat(layer.entry("etc/").get("type").asString()).isEqualTo("dir");
    assertThat(layer.entry("etc/").get("mode").asInt()).isEqualTo(0755);
    assertThat(layer.entry("etc/empty").has("digest")).isFalse();
    assertThat(layer.entry("etc/link").get("linkName").asString()).isEqualTo("motd");
    assertThat(layer.entry("hard").get("type").asString()).isEqualTo("hardlink");
    JsonNode deep = layer.entry("x/".repeat(100) + "ä");
    assertThat(deep.get("xattrs").get("user.a").asString())
        .isEqualTo(Base64.getEncoder().encodeToString("b=c".getBytes(UTF_8)));
    assertThat(deep.get("modtime").asString()).isEqualTo("1970-01-01T00:20:34.500Z");
    assertThat(layer.entry("large").get("modtime").asString()).isEqualTo("1970-01-01T00:00:07Z");
  }

  @Test
  void theArchiveCanBePutTogetherAgain() throws IOException {
    byte[] bytes = sample();

    assertThat(pack(bytes, 700).assembled()).isEqualTo(bytes);
  }

  @Test
  void theFooterRepeatsTheAnnotations() throws IOException {
    Layer layer = pack(sample(), 1000);
    ByteBuffer footer =
        ByteBuffer.wrap(layer.part(layer.bytes.length - 64, layer.bytes.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    long[] table = layer.position("manifest-position");
    long[] split = layer.position("tarsplit-position");

    for (long expected :
        new long[] {table[0], table[1], table[2], 1, split[0], split[1], split[2]}) {
      assertThat(footer.getLong()).isEqualTo(expected);
    }
    byte[] magic = new byte[8];
    footer.get(magic);
    assertThat(magic).isEqualTo("GNUlInUx".getBytes(UTF_8));
  }

  @Test
  void refusesWhatTheFormatCannotHold() {
    assertThatThrownBy(() -> pack(new TestTar().link('7', "odd", "").finish(), 512))
        .hasMessageContaining("of the type '7', which zstd:chunked cannot hold: use zstd");
    assertThatThrownBy(() -> pack(new TestTar().file("a", large).file("./a", large).finish(), 512))
        .hasMessageContaining("\"./a\" twice");
  }

  @Test
  void refusesWhatIsNoTar() {
    byte[] bytes = sample();

    assertThatThrownBy(() -> pack("no tar at all".repeat(100).getBytes(UTF_8), 512))
        .hasMessageContaining("is no valid tar");
    assertThatThrownBy(() -> pack(Arrays.copyOf(bytes, 50_000), 512))
        .hasMessageContaining("ends within an entry");
  }

  @Test
  void theChecksumIsThatOfIso3309() {
    Crc64 checksum = new Crc64();
    checksum.update("123456789".getBytes(UTF_8), 0, 9);

    assertThat(checksum.value())
        .isEqualTo(ByteBuffer.allocate(8).putLong(0xB90956C775A41001L).array());
  }
}
